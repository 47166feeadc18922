/// The configuration model: tenants, layouts and their objects, after parsing; no nulls, no YAML.
@NullMarked
package dev.sluice.engine.config;

import org.jspecify.annotations.NullMarked;
