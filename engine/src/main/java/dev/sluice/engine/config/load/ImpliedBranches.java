package dev.sluice.engine.config.load;

import dev.sluice.engine.config.BranchMatcher;
import dev.sluice.engine.config.JobEntry;
import dev.sluice.engine.config.JobVariant;
import dev.sluice.engine.config.Pragma;
import dev.sluice.engine.config.ProjectTemplate;
import dev.sluice.engine.config.TenantProject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which branches a stanza is meant for when it does not say so itself (B5).
final class ImpliedBranches {
    private final Map<String, List<String>> branches;

    ImpliedBranches(Map<String, List<String>> branches) {
        this.branches = branches;
    }

    JobEntry entry(Assembly.Found from, JobVariant job) {
        List<BranchMatcher> matchers = job.branches()
                .map(BranchMatcher::like)
                .orElseGet(() -> implied(from, from.project().impliedBranchMatchers()));
        return new JobEntry(job, matchers);
    }

    ProjectTemplate template(Assembly.Found from, ProjectTemplate template) {
        return new ProjectTemplate(
                template.name(),
                template.queue(),
                template.vars(),
                implied(from, Optional.empty()),
                template.pipelines(),
                template.source());
    }

    /// For a project stanza about another project.
    List<BranchMatcher> implied(Assembly.Found from) {
        return implied(from, Optional.empty());
    }

    /// @param tenantSays the tenant's own switch, which is for jobs only
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    private List<BranchMatcher> implied(Assembly.Found from, Optional<Boolean> tenantSays) {
        TenantProject project = from.project();
        Pragma pragma = from.pragma();
        Optional<Boolean> said = pragma.impliedBranchMatchers().or(() -> tenantSays);
        boolean single = branches.getOrDefault(project.project().canonicalName(), List.of())
                        .size()
                == 1;
        boolean wanted = said.orElse(!project.trusted() && !single);
        if (!wanted) {
            return List.of();
        }
        return pragma.impliedBranches().isEmpty()
                ? List.of(new BranchMatcher.Exact(from.stanza().source().branch()))
                : BranchMatcher.like(pragma.impliedBranches());
    }
}
