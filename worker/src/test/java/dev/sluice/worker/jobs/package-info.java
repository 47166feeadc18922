/// The job library as data, frozen as a running site would.
@org.jspecify.annotations.NullMarked
package dev.sluice.worker.jobs;
