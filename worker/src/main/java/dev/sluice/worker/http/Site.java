package dev.sluice.worker.http;

import dev.sluice.worker.api.ApiAutohold;
import dev.sluice.worker.api.ApiBuild;
import dev.sluice.worker.api.ApiBuildset;
import dev.sluice.worker.api.ApiHealth;
import dev.sluice.worker.api.ApiInfo;
import dev.sluice.worker.api.ApiQueue;
import dev.sluice.worker.api.ApiTenant;
import java.util.List;
import java.util.Optional;

/// What the HTTP interface shows; read-only.
public interface Site {

    ApiInfo info();

    ApiHealth health();

    List<ApiTenant> tenants();

    /// Queues of a tenant, absent when there is no such tenant.
    Optional<List<ApiQueue>> status(String tenant);

    /// Autoholds of a tenant, oldest first; absent when there is no such tenant.
    Optional<List<ApiAutohold>> autoholds(String tenant);

    /// Buildsets, newest first.
    ///
    /// @param change 0 for all
    List<ApiBuildset> buildsets(String tenant, int change, int limit);

    Optional<ApiBuildset> buildset(String uuid);

    Optional<ApiBuild> build(String uuid);

    /// PEM of a project's public key (G7), absent when the tenant has no such project.
    Optional<String> publicKey(String tenant, String project);

    /// Metrics in Prometheus' text form.
    String metrics();
}
