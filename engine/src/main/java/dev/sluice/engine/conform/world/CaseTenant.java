package dev.sluice.engine.conform.world;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.Pipeline;
import dev.sluice.engine.config.TenantDefinition;
import dev.sluice.engine.config.TenantProject;
import dev.sluice.engine.config.load.LayoutLoader;
import dev.sluice.engine.config.load.LoadedLayout;
import dev.sluice.engine.conform.MapConfigSource;
import dev.sluice.engine.jobgraph.FreezeContext;
import dev.sluice.engine.jobgraph.Frozen;
import dev.sluice.engine.jobgraph.JobGraphFreezer;
import dev.sluice.engine.problem.Place;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the configuration of a case's tenant says, at the branch tips and for items on top of them.
final class CaseTenant {
    private static final List<String> FILES = List.of("zuul.yaml", ".zuul.yaml");
    private static final List<String> FOLDERS = List.of("zuul.d/", ".zuul.d/");

    private final TenantDefinition definition;
    private final LayoutLoader loader;
    private final Trees tips;
    private final LoadedLayout loaded;

    CaseTenant(TenantDefinition definition, LayoutLoader loader, Trees tips) {
        this.definition = definition;
        this.loader = loader;
        this.tips = tips;
        loaded = loader.load(definition, new MapConfigSource(tips.projects()));
    }

    /// The same tenant with the configuration that is at the branch tips now (A78).
    CaseTenant reloaded(Trees now) {
        return new CaseTenant(definition, loader, now);
    }

    String name() {
        return definition.name();
    }

    List<Problem> problems() {
        return loaded.problems();
    }

    /// In configuration order.
    List<Pipeline> pipelines() {
        return List.copyOf(loaded.layout().pipelines().values());
    }

    Project project(String name) {
        return definition.named(name).stream()
                .findFirst()
                .orElseGet(() -> new Project("gerrit", "review.example.com", name));
    }

    /// The name under which the project lines up (F39); empty for none.
    String queueName(Project project) {
        return loaded.layout().queueName(project).orElse("");
    }

    int semaphoreMax(String name) {
        return loaded.layout().semaphoreMax(name);
    }

    /// Whether a subject changes the configuration (A70).
    boolean updatesConfiguration(Subject subject) {
        if (!(subject instanceof Change change)) {
            return false;
        }
        Optional<TenantProject> project = definition.find(change.project());
        return project.isPresent() && change.files().stream().anyMatch(path -> isConfiguration(project.get(), path));
    }

    private static boolean isConfiguration(TenantProject project, String path) {
        return FILES.contains(path)
                || FOLDERS.stream().anyMatch(path::startsWith)
                || project.extraConfigPaths().stream().anyMatch(path::startsWith);
    }

    private boolean trusted(Subject subject) {
        return definition.find(subject.project()).map(TenantProject::trusted).orElse(false);
    }

    /// What became of an item's configuration.
    sealed interface Preparation {
        record Ready(Frozen frozen, List<Problem> warnings) implements Preparation {}

        record Refused(List<Problem> problems) implements Preparation {}
    }

    /// Layout and jobs of an item (A71 to A74).
    ///
    /// @param merged all branches with the item and what is ahead of it merged in
    Preparation prepare(String pipeline, Subject subject, List<Subject> ahead, Trees merged, Trees mergedAhead) {
        boolean own = updatesConfiguration(subject);
        LoadedLayout before = layout(ahead, mergedAhead);
        if (!own) {
            return freeze(before.layout(), pipeline, subject, FreezeContext.NONE, List.of());
        }
        List<Subject> all = new ArrayList<>(ahead);
        all.add(subject);
        List<Problem> counted = counted(loader.load(definition, source(merged, merged)), before, subject);
        if (counted.stream().anyMatch(problem -> problem.severity() == Severity.ERROR)) {
            return new Preparation.Refused(counted);
        }
        Layout layout = layout(all, merged).layout();
        return freeze(layout, pipeline, subject, FreezeContext.updatingConfig(before.layout()), counted);
    }

    /// Config projects take effect only once merged (A72).
    private LoadedLayout layout(List<Subject> items, Trees merged) {
        boolean effective = items.stream().anyMatch(item -> updatesConfiguration(item) && !trusted(item));
        return effective ? loader.load(definition, source(tips, merged)) : loaded;
    }

    private MapConfigSource source(Trees trusted, Trees untrusted) {
        Trees both = untrusted;
        for (TenantProject project : definition.projects()) {
            if (project.trusted()) {
                String name = project.project().name();
                for (String branch : trusted.branches(name)) {
                    both = both.with(name, branch, trusted.branch(name, branch));
                }
            }
        }
        return new MapConfigSource(both.projects());
    }

    /// Problems that are new, or stand where the change is (A74).
    private static List<Problem> counted(LoadedLayout candidate, LoadedLayout before, Subject subject) {
        return candidate.problems().stream()
                .filter(problem -> !before.problems().contains(problem) || standsAt(problem.where(), subject))
                .toList();
    }

    private static boolean standsAt(Place where, Subject subject) {
        return where.project().equals(subject.project().canonicalName())
                && where.branch().equals(subject.branch());
    }

    private static Preparation freeze(
            Layout layout, String pipeline, Subject subject, FreezeContext context, List<Problem> warnings) {
        Frozen frozen = JobGraphFreezer.freeze(layout, pipeline, subject, context);
        return frozen.problems().isEmpty()
                ? new Preparation.Ready(frozen, warnings)
                : new Preparation.Refused(frozen.problems());
    }

    /// The branch tips as the case gives them.
    static Trees trees(Map<String, Map<String, Map<String, String>>> repos) {
        Trees trees = new Trees(Map.of());
        for (Map.Entry<String, Map<String, Map<String, String>>> project : repos.entrySet()) {
            for (Map.Entry<String, Map<String, String>> branch :
                    project.getValue().entrySet()) {
                trees = trees.with(project.getKey(), branch.getKey(), branch.getValue());
            }
        }
        return trees;
    }
}
