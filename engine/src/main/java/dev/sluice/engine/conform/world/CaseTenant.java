package dev.sluice.engine.conform.world;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Items;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.Pipeline;
import dev.sluice.engine.config.TenantDefinition;
import dev.sluice.engine.config.load.ConfigUpdates;
import dev.sluice.engine.config.load.LayoutLoader;
import dev.sluice.engine.config.load.LoadedLayout;
import dev.sluice.engine.config.load.ParsedFiles;
import dev.sluice.engine.config.load.SecretProbe;
import dev.sluice.engine.config.load.SpeculativeLayout;
import dev.sluice.engine.config.load.SpeculativeRequest;
import dev.sluice.engine.conform.CaseReader;
import dev.sluice.engine.conform.ConformanceCase;
import dev.sluice.engine.conform.MapConfigSource;
import dev.sluice.engine.jobgraph.FreezeContext;
import dev.sluice.engine.jobgraph.Frozen;
import dev.sluice.engine.jobgraph.JobGraphFreezer;
import dev.sluice.engine.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// What the configuration of a case's tenant says, at the branch tips and for items on top of them.
public final class CaseTenant {
    private final TenantDefinition definition;
    private final LayoutLoader loader;
    private final Trees tips;
    private final LoadedLayout loaded;

    /// The tenant of a case with its branches as the case begins.
    public static CaseTenant of(ConformanceCase played) {
        LayoutLoader loader = new LayoutLoader(new ParsedFiles(CaseReader.CONNECTIONS), SecretProbe.TRUSTING);
        return new CaseTenant(played.tenant(), loader, trees(played.repos()));
    }

    CaseTenant(TenantDefinition definition, LayoutLoader loader, Trees tips) {
        this.definition = definition;
        this.loader = loader;
        this.tips = tips;
        loaded = loader.load(definition, new MapConfigSource(tips.projects()));
    }

    /// The same tenant with the configuration that is at the branch tips now (A78).
    public CaseTenant reloaded(Trees now) {
        return new CaseTenant(definition, loader, now);
    }

    public String name() {
        return definition.name();
    }

    List<Problem> problems() {
        return loaded.problems();
    }

    /// In configuration order.
    public List<Pipeline> pipelines() {
        return List.copyOf(loaded.layout().pipelines().values());
    }

    public Project project(String name) {
        return definition.named(name).stream()
                .findFirst()
                .orElseGet(() -> new Project("gerrit", "review.example.com", name));
    }

    public TenantDefinition definition() {
        return definition;
    }

    /// The layout at the branch tips.
    public Layout layout() {
        return loaded.layout();
    }

    public int semaphoreMax(String name) {
        return loaded.layout().semaphoreMax(name);
    }

    /// Whether one of the subjects changes the configuration (A70).
    boolean updatesConfiguration(List<Subject> subjects) {
        return changes(subjects).stream().anyMatch(change -> ConfigUpdates.updatesConfig(definition, change));
    }

    /// What became of an item's configuration.
    sealed interface Preparation {
        /// @param frozen of each subject of the item
        record Ready(Map<Subject, Frozen> frozen, List<Problem> warnings) implements Preparation {}

        record Refused(List<Problem> problems) implements Preparation {}
    }

    /// Layout and jobs of an item (A71 to A75).
    ///
    /// @param own what the item is about; the changes of a cycle see the configuration of all of them
    /// @param merges all branches with the first subjects of ahead, the own ones last, merged in: by how many
    Preparation prepare(String pipeline, List<Subject> own, List<Subject> ahead, IntFunction<Trees> merges) {
        Layout before = loaded.layout();
        boolean aheadInvalid = false;
        List<Problem> problemsAhead = new ArrayList<>();
        int passed = 0;
        for (List<Subject> item : Items.of(ahead)) {
            List<Subject> sooner = ahead.subList(0, passed);
            passed += item.size();
            if (updatesConfiguration(item)) {
                SpeculativeLayout layout = speculate(item, sooner, merges.apply(passed), problemsAhead, aheadInvalid);
                aheadInvalid |= layout instanceof SpeculativeLayout.Blocked;
                if (layout instanceof SpeculativeLayout.Use(LoadedLayout used, List<Problem> ignored)) {
                    before = used.layout();
                    problemsAhead.addAll(used.problems());
                }
            }
        }
        if (!updatesConfiguration(own) && !aheadInvalid) {
            return freeze(before, pipeline, own, FreezeContext.NONE, List.of());
        }
        FreezeContext context = FreezeContext.updatingConfig(before);
        return switch (speculate(own, ahead, merges.apply(ahead.size() + own.size()), problemsAhead, aheadInvalid)) {
            case SpeculativeLayout.Blocked blocked -> new Preparation.Refused(blocked.errors());
            case SpeculativeLayout.Use use -> freeze(use.loaded().layout(), pipeline, own, context, use.warnings());
            case SpeculativeLayout.UseStatic same -> freeze(before, pipeline, own, context, same.warnings());
        };
    }

    private SpeculativeLayout speculate(
            List<Subject> own, List<Subject> ahead, Trees merged, List<Problem> problemsAhead, boolean aheadInvalid) {
        return loader.loadFor(
                definition,
                new SpeculativeRequest(
                        loaded,
                        new MapConfigSource(tips.projects()),
                        new MapConfigSource(merged.projects()),
                        changes(own),
                        changes(ahead),
                        List.copyOf(problemsAhead),
                        aheadInvalid));
    }

    private static List<Change> changes(List<Subject> subjects) {
        return subjects.stream()
                .filter(Change.class::isInstance)
                .map(Change.class::cast)
                .toList();
    }

    /// Branches that contain a tagged commit: tags of a case are made on the default branch.
    private static FreezeContext withBranches(FreezeContext context, Subject subject) {
        boolean tag = subject.branch().isEmpty();
        return tag ? new FreezeContext(context.layoutAhead(), List.of("master")) : context;
    }

    private static Preparation freeze(
            Layout layout, String pipeline, List<Subject> own, FreezeContext context, List<Problem> warnings) {
        Map<Subject, Frozen> frozen = new LinkedHashMap<>();
        for (Subject subject : own) {
            Frozen graph = JobGraphFreezer.freeze(layout, pipeline, subject, withBranches(context, subject));
            if (!graph.problems().isEmpty()) {
                return new Preparation.Refused(graph.problems());
            }
            frozen.put(subject, graph);
        }
        return new Preparation.Ready(frozen, warnings);
    }

    /// The branch tips as the case gives them.
    public static Trees trees(Map<String, Map<String, Map<String, String>>> repos) {
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
