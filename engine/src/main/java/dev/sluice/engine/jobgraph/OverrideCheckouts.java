package dev.sluice.engine.jobgraph;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.JobVariant;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.ProjectUse;
import dev.sluice.engine.config.RefView;
import dev.sluice.engine.config.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The branches that descendants want to check out, which the branch matchers of ancestors see instead of the
/// change's branch (B10). Values pass upwards only.
///
/// @param all the job's own `override-checkout`
/// @param byProject those of its required projects, by canonical name; they go first
record OverrideCheckouts(Optional<String> all, Map<String, String> byProject) {
    static final OverrideCheckouts NONE = new OverrideCheckouts(Optional.empty(), Map.of());

    /// What the matchers of a stanza of `owner` see.
    RefView view(Layout layout, Project owner, RefView ref) {
        Optional<String> wanted =
                Optional.ofNullable(byProject.get(owner.canonicalName())).or(() -> all);
        return wanted.filter(branch -> layout.branches(owner).contains(branch))
                .map(RefView::branch)
                .orElse(ref);
    }

    OverrideCheckouts with(Layout layout, JobVariant variant) {
        Map<String, String> projects = new LinkedHashMap<>(byProject);
        List<ProjectUse> required =
                variant.execution().requiredProjects().map(Setting::value).orElse(List.of());
        for (ProjectUse use : required) {
            for (Project project : layout.tenant().named(use.name())) {
                use.overrideCheckout().ifPresent(branch -> projects.put(project.canonicalName(), branch));
            }
        }
        return new OverrideCheckouts(variant.execution().overrideCheckout().or(() -> all), projects);
    }
}
