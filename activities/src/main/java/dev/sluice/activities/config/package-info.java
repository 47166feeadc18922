/// Tenants: configuration from git, events to queues, items to frozen jobs.
@NullMarked
package dev.sluice.activities.config;

import org.jspecify.annotations.NullMarked;
