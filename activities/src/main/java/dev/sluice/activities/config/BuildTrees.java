package dev.sluice.activities.config;

import dev.sluice.activities.contract.SourceTrees.SourceTree;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.jobgraph.FrozenPlaybook;
import dev.sluice.engine.jobgraph.FrozenRole;
import dev.sluice.engine.jobgraph.RequiredProject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Which trees the jobs of an item need: the speculative ones to test, and branch tips for playbooks and roles.
///
/// @param sources one tree a project: those of the items, and required projects at the branch of B60
/// @param tips playbook and role repositories in the state they have on their branch (B48)
record BuildTrees(List<SourceTree> sources, List<SourceTree> tips) {

    static BuildTrees of(
            List<FrozenJob> jobs, List<Subject> own, ItemMerge.Merged merged, ItemMerge merge, Layout layout) {
        Map<Project, SourceTree> sources = new LinkedHashMap<>();
        // The item's own branch of a project comes before that of an item ahead.
        own.stream()
                .map(subject -> new ProjectBranch(subject.project(), subject.branch()))
                .flatMap(at -> Optional.ofNullable(merged.trees().get(at)).stream())
                .forEach(tree -> sources.putIfAbsent(tree.project(), tree));
        merged.trees().forEach((at, tree) -> sources.putIfAbsent(at.project(), tree));
        Map<ProjectBranch, SourceTree> tips = new LinkedHashMap<>();
        for (FrozenJob job : jobs) {
            for (RequiredProject required : job.requiredProjects()) {
                Stream.of(
                                required.overrideCheckout(),
                                job.overrideCheckout(),
                                Optional.of(own.getFirst().branch()))
                        .flatMap(Optional::stream)
                        .map(branch -> merge.tip(required.project(), branch))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .or(() -> merge.tip(required.project(), layout.defaultBranch(required.project())))
                        .ifPresent(tree -> sources.putIfAbsent(required.project(), tree));
            }
            Stream.of(job.preRun(), job.run(), job.postRun())
                    .flatMap(List::stream)
                    .forEach(playbook -> addTips(playbook, merge, tips));
        }
        return new BuildTrees(List.copyOf(sources.values()), List.copyOf(tips.values()));
    }

    private static void addTips(FrozenPlaybook playbook, ItemMerge merge, Map<ProjectBranch, SourceTree> tips) {
        Stream.concat(Stream.of(playbook.project()), playbook.roles().stream().map(FrozenRole::project))
                .map(project -> new ProjectBranch(project, playbook.branch()))
                .forEach(at -> merge.tip(at.project(), at.branch()).ifPresent(tree -> tips.putIfAbsent(at, tree)));
    }
}
