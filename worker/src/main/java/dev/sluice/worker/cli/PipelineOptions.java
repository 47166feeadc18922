package dev.sluice.worker.cli;

import dev.sluice.worker.api.ApiTenant;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which pipeline an operator means.
final class PipelineOptions {
    @Mixin
    private SiteOptions site = new SiteOptions();

    @Option(names = "--tenant", defaultValue = "", description = "Default: the only one.")
    private String tenant = "";

    @Option(names = "--pipeline", required = true, description = "Name of the pipeline.")
    private String pipeline = "";

    ApiClient client() {
        return site.client();
    }

    String tenant() {
        if (!tenant.isEmpty()) {
            return tenant;
        }
        List<String> names = client().list("/api/tenants", ApiTenant.class).stream()
                .map(ApiTenant::name)
                .toList();
        if (names.size() != 1) {
            throw new CommandFailure("Say which tenant is meant: --tenant " + String.join("|", names));
        }
        return names.getFirst();
    }

    String pipeline() {
        return pipeline;
    }

    /// What is said when nothing ever entered the pipeline.
    String gone() {
        return "Pipeline '" + pipeline + "' of tenant '" + tenant() + "' does not run: nothing has entered it.";
    }
}
