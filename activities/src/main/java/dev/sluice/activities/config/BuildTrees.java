package dev.sluice.activities.config;

import dev.sluice.activities.contract.JobTrees;
import dev.sluice.activities.contract.SourceTrees.SourceTree;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.jobgraph.FrozenInclude;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.jobgraph.FrozenPlaybook;
import dev.sluice.engine.jobgraph.RequiredProject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Which trees the jobs of an item need: the speculative ones to test, and branch tips for playbooks and roles.
///
/// @param sources those of the items, and required projects at the branch of B60; each branch of a project once
/// @param tips repositories of playbooks, roles and variables in the state they have on their branch (B48)
/// @param jobs by job, what it reads of them
record BuildTrees(List<SourceTree> sources, List<SourceTree> tips, Map<String, JobTrees> jobs) {

    static BuildTrees of(ItemGraph graph, ItemMerge.Merged merged, ItemMerge merge) {
        List<SourceTree> sources = new ArrayList<>();
        Map<ProjectBranch, SourceTree> tips = new LinkedHashMap<>();
        Map<String, JobTrees> ofJobs = new LinkedHashMap<>();
        // All that merged stays, whichever branch a job tests: untrusted playbooks are read from it.
        sources.addAll(merged.trees().values());
        Map<String, Change> owners = graph.firstOwners();
        for (FrozenJob job : graph.jobs()) {
            Change owner = owners.get(job.name());
            Subject subject = owner == null ? graph.trigger() : owner;
            var choice = new BranchChoice(subject, merged, merge, graph.layout());
            ofJobs.put(job.name(), new Collector(choice, sources, tips).add(job));
        }
        return new BuildTrees(List.copyOf(sources), List.copyOf(tips.values()), ofJobs);
    }

    private record Collector(BranchChoice choice, List<SourceTree> sources, Map<ProjectBranch, SourceTree> tips) {

        JobTrees add(FrozenJob job) {
            Set<Project> projects = new LinkedHashSet<>();
            projects.add(choice.subject().project());
            choice.merged().trees().keySet().forEach(at -> projects.add(at.project()));
            job.requiredProjects().stream().map(RequiredProject::project).forEach(projects::add);
            List<JobTrees.Source> chosen = projects.stream()
                    .flatMap(project -> choice.of(project, job).stream())
                    .map(found -> new JobTrees.Source(source(found.tree()), found.description()))
                    .toList();
            Map<String, JobTrees.RoleBranch> roles = new LinkedHashMap<>();
            Stream.of(job.preRun(), job.run(), job.postRun())
                    .flatMap(List::stream)
                    .forEach(playbook -> {
                        addTip(playbook.project(), playbook.branch());
                        playbook.roles().forEach(role -> roles(role.project(), playbook, job, roles));
                    });
            return new JobTrees(
                    chosen,
                    job.includeVars().stream()
                            .map(include -> included(include, job))
                            .toList(),
                    roles);
        }

        int source(SourceTree tree) {
            if (!sources.contains(tree)) {
                sources.add(tree);
            }
            return sources.indexOf(tree);
        }

        /// Where a playbook's roles are read from, unless its own project has them.
        private void roles(
                Project project, FrozenPlaybook playbook, FrozenJob job, Map<String, JobTrees.RoleBranch> into) {
            if (!project.equals(playbook.project())) {
                choice.ofRoles(project, job, playbook).ifPresent(found -> {
                    String branch = found.tree().branch();
                    into.put(JobTrees.roleKey(playbook, project), new JobTrees.RoleBranch(branch, found.description()));
                    choice.tip(project, branch)
                            .ifPresent(tip -> tips.putIfAbsent(new ProjectBranch(project, branch), tip));
                });
            }
        }

        private boolean addTip(Project project, String branch) {
            var at = new ProjectBranch(project, branch);
            choice.merge().tip(project, branch).ifPresent(tree -> tips.putIfAbsent(at, tree));
            return tips.containsKey(at);
        }

        /// The branch that a file of variables is read from, its tip kept for where no change made another.
        private String included(FrozenInclude include, FrozenJob job) {
            Project project = include.project().orElse(choice.subject().project());
            String branch = include.useRef()
                    ? choice.of(project, job)
                            .map(found -> found.tree().branch())
                            .orElse("")
                    : choice.layout().defaultBranch(project);
            addTip(project, branch);
            return branch;
        }
    }
}
