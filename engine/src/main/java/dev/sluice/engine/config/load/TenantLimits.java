package dev.sluice.engine.config.load;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.JobExecution;
import dev.sluice.engine.config.JobVariant;
import dev.sluice.engine.config.Nodeset;
import dev.sluice.engine.config.NodesetUse;
import dev.sluice.engine.config.OidcToken;
import dev.sluice.engine.config.Pipeline;
import dev.sluice.engine.config.PipelineSection;
import dev.sluice.engine.config.ReporterAction;
import dev.sluice.engine.config.Secret;
import dev.sluice.engine.config.Source;
import dev.sluice.engine.config.TenantDefinition;
import dev.sluice.engine.config.Trigger;
import dev.sluice.engine.jobgraph.FrozenNode;
import dev.sluice.engine.problem.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Holds objects against the limits that the tenant file sets (A2). Each method says whether the object may stay.
final class TenantLimits {
    private final TenantDefinition tenant;
    private final Problems problems;
    private final boolean partial;

    TenantLimits(TenantDefinition tenant, Problems problems, boolean partial) {
        this.tenant = tenant;
        this.problems = problems;
        this.partial = partial;
    }

    boolean allow(Pipeline pipeline) {
        List<String> triggers =
                pipeline.triggers().stream().map(Trigger::connection).distinct().toList();
        List<String> reporters = pipeline.reporters().values().stream()
                .flatMap(List::stream)
                .map(ReporterAction::connection)
                .distinct()
                .toList();
        boolean triggersFit = connections(pipeline, "triggers", triggers, tenant.allowedTriggers());
        return connections(pipeline, "reporters", reporters, tenant.allowedReporters()) && triggersFit;
    }

    /// A token secret's `ttl` and `iss` (G11).
    boolean allow(Secret secret) {
        boolean fits = true;
        int ttl = secret.token().map(token -> token.lifeSeconds(tenant)).orElse(0);
        if (ttl > tenant.maxOidcTtlSeconds()) {
            problems.add(secret.source()
                    .problem(
                            ConfigCode.OIDC_TTL,
                            "ttl",
                            "secret '%s': its token would be valid for %d s.".formatted(secret.name(), ttl),
                            "The tenant's 'max-oidc-ttl' is %d.".formatted(tenant.maxOidcTtlSeconds())));
            fits = false;
        }
        String issuer = secret.token().map(OidcToken::issuer).orElse("");
        if (!issuer.isEmpty() && !tenant.allowedOidcIssuers().contains(issuer)) {
            problems.add(secret.source()
                    .problem(
                            ConfigCode.OIDC_ISSUER,
                            "iss",
                            "secret '%s': the issuer '%s' is not allowed.".formatted(secret.name(), issuer),
                            "The tenant's 'allowed-oidc-issuers' are: %s."
                                    .formatted(String.join(", ", tenant.allowedOidcIssuers()))));
            fits = false;
        }
        return fits;
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    private boolean connections(Pipeline pipeline, String what, List<String> used, Optional<List<String>> allowed) {
        List<String> refused = allowed.isEmpty()
                ? List.of()
                : used.stream().filter(name -> !allowed.get().contains(name)).toList();
        for (String name : refused) {
            problems.add(pipeline.source()
                    .orElseThrow()
                    .problem(
                            ConfigCode.UNKNOWN_CONNECTION,
                            name,
                            "pipeline '%s': the tenant's 'allowed-%s' do not include the connection '%s'."
                                    .formatted(pipeline.name(), what, name),
                            "Allowed: " + String.join(", ", allowed.orElseThrow()) + "."));
        }
        return refused.isEmpty();
    }

    boolean allow(Nodeset nodeset) {
        return allow("nodeset '" + nodeset.name() + "'", nodeset, nodeset.source());
    }

    private boolean allow(String label, Nodeset nodeset, Source source) {
        boolean ok = true;
        for (String node : nodeset.nodes().stream().map(FrozenNode::label).toList()) {
            if (!tenant.allowsLabel(node)) {
                problems.add(source.problem(
                        ConfigCode.LABEL_FORBIDDEN,
                        node,
                        "%s: the label '%s' is not part of the allowed labels.".formatted(label, node),
                        "Ask for a label that the tenant's allowed-labels and disallowed-labels permit."));
                ok = false;
            }
        }
        for (NodesetUse use : nodeset.alternatives()) {
            ok &= !(use instanceof NodesetUse.Inline(Nodeset inner)) || allow(label, inner, source);
        }
        return ok;
    }

    boolean allow(JobVariant job) {
        JobExecution execution = job.execution();
        String label = "job '" + job.name() + "'";
        boolean ok = new ProjectNames(tenant, problems).known(job) || partial;
        ok &= timeout(job, "timeout", execution.timeoutSeconds());
        ok &= timeout(job, "post-timeout", execution.postTimeoutSeconds());
        ok &= timeout(job, "pre-timeout", execution.preTimeoutSeconds());
        int pre = execution.preTimeoutSeconds().orElse(0);
        if (execution.timeoutSeconds().filter(all -> pre > all).isPresent()) {
            problems.add(job.source()
                    .problem(
                            ConfigCode.PRE_TIMEOUT,
                            "pre-timeout",
                            "%s: pre-timeout %d exceeds timeout %d."
                                    .formatted(
                                            label,
                                            pre,
                                            execution.timeoutSeconds().get()),
                            "The timeout covers pre-run and run together; lower 'pre-timeout'."));
            ok = false;
        }
        if (execution.nodeset().orElse(null) instanceof NodesetUse.Inline(Nodeset nodeset)) {
            ok &= allow(label, nodeset, job.source());
        }
        return ok;
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    private boolean timeout(JobVariant job, String attribute, Optional<Integer> seconds) {
        int most = tenant.maxJobTimeoutSeconds();
        boolean tooLong = most >= 0 && seconds.filter(value -> value > most).isPresent();
        if (tooLong) {
            problems.add(job.source()
                    .problem(
                            ConfigCode.MAX_TIMEOUT,
                            attribute,
                            "job '%s': %s %d exceeds the tenant's max-job-timeout."
                                    .formatted(job.name(), attribute, seconds.orElseThrow()),
                            "At most %d seconds are allowed.".formatted(most)));
        }
        return !tooLong;
    }

    boolean allow(Map<String, PipelineSection> sections) {
        boolean ok = true;
        for (JobVariant job : sections.values().stream()
                .flatMap(section -> section.jobs().stream())
                .toList()) {
            ok &= allow(job);
        }
        return ok;
    }
}
