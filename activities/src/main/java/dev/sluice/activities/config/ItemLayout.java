package dev.sluice.activities.config;

import dev.sluice.activities.config.Layouts.TenantLayout;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.TenantProject;
import dev.sluice.engine.config.load.LoadedLayout;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The layout that an item sees (A71–A74).
///
/// @param layout the one to freeze with
/// @param ahead the one without the item's own change
/// @param dynamic whether the item itself updates configuration
/// @param blocking errors that the item must mend
record ItemLayout(Layout layout, Layout ahead, boolean dynamic, List<Problem> blocking, List<Problem> warnings) {
    private static final String ROOTS = "\\.?zuul\\.yaml|\\.?zuul\\.d/.*";

    static ItemLayout of(
            Layouts layouts,
            TenantLayout tenant,
            List<Subject> ahead,
            Subject subject,
            Map<ProjectBranch, String> merged) {
        Layout stands = tenant.loaded().layout();
        boolean own = updatesConfig(stands, subject);
        boolean any = own || ahead.stream().anyMatch(each -> updatesConfig(stands, each));
        if (!any) {
            return new ItemLayout(stands, stands, false, List.of(), List.of());
        }
        LoadedLayout untrusted = layouts.speculative(tenant.tips(), without(stands, merged));
        boolean trustedTouched = Stream.concat(ahead.stream(), Stream.of(subject))
                .anyMatch(each -> updatesConfig(stands, each) && isTrusted(stands, each));
        LoadedLayout checked = trustedTouched ? layouts.speculative(tenant.tips(), merged) : untrusted;
        List<Problem> relevant = own ? relevant(checked, tenant.loaded(), subject) : List.of();
        return new ItemLayout(
                untrusted.layout(),
                stands,
                own,
                relevant.stream()
                        .filter(each -> each.severity() == Severity.ERROR)
                        .toList(),
                relevant.stream()
                        .filter(each -> each.severity() == Severity.WARNING)
                        .toList());
    }

    /// A74: what was not wrong before, and everything in the project-branch that the change is on.
    private static List<Problem> relevant(LoadedLayout candidate, LoadedLayout before, Subject subject) {
        return candidate.problems().stream()
                .filter(problem -> !before.problems().contains(problem)
                        || (problem.where().project().equals(subject.project().canonicalName())
                                && problem.where().branch().equals(subject.branch())))
                .toList();
    }

    /// A70.
    private static boolean updatesConfig(Layout layout, Subject subject) {
        Optional<TenantProject> project = layout.tenant().find(subject.project());
        return subject instanceof Change change
                && project.isPresent()
                && (project.get().alwaysDynamic(change.branch())
                        || change.files().stream()
                                .anyMatch(file -> file.matches(ROOTS)
                                        || project.get().extraConfigPaths().stream()
                                                .anyMatch(file::startsWith)));
    }

    /// Config projects' changes are checked, never used (A72).
    private static Map<ProjectBranch, String> without(Layout layout, Map<ProjectBranch, String> merged) {
        Map<ProjectBranch, String> untrusted = new LinkedHashMap<>();
        merged.forEach((at, commit) -> {
            if (!layout.tenant().find(at.project()).map(TenantProject::trusted).orElse(false)) {
                untrusted.put(at, commit);
            }
        });
        return untrusted;
    }

    private static boolean isTrusted(Layout layout, Subject subject) {
        return layout.tenant()
                .find(subject.project())
                .map(TenantProject::trusted)
                .orElse(false);
    }
}
