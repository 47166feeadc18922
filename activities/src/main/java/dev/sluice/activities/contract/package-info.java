/// What adapters offer one another, as interfaces and small records; the only package that several of them import.
///
/// The worker wires the implementations, so that no adapter imports another.
@NullMarked
package dev.sluice.activities.contract;

import org.jspecify.annotations.NullMarked;
