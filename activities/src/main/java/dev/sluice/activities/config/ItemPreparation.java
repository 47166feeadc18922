package dev.sluice.activities.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.activities.config.Layouts.TenantLayout;
import dev.sluice.activities.contract.DocumentStore;
import dev.sluice.activities.contract.GraphDocument;
import dev.sluice.activities.contract.ProjectTrees;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.Pipeline;
import dev.sluice.engine.config.load.ConfigUpdates;
import dev.sluice.engine.jobgraph.FreezeContext;
import dev.sluice.engine.jobgraph.Frozen;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.jobgraph.JobGraphFreezer;
import dev.sluice.engine.jobgraph.SemaphoreUse;
import dev.sluice.engine.playbook.Catalogue;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Severity;
import dev.sluice.workflows.json.SluiceJson;
import dev.sluice.workflows.port.TenantActivities.Preparation;
import dev.sluice.workflows.port.TenantActivities.PrepareItem;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// From an item to its frozen jobs: merge, layout, freeze, check the playbooks, store (F47).
final class ItemPreparation {
    private static final int PROBLEMS_TOLD = 50;

    private final Layouts layouts;
    private final ProjectTrees trees;
    private final DocumentStore documents;
    private final PlaybookCheck playbooks;
    private final Clock clock;
    private final ObjectMapper json = SluiceJson.mapper();

    ItemPreparation(Layouts layouts, ProjectTrees trees, DocumentStore documents, Catalogue catalogue, Clock clock) {
        this.layouts = layouts;
        this.trees = trees;
        this.documents = documents;
        this.playbooks = new PlaybookCheck(trees, catalogue);
        this.clock = clock;
    }

    Preparation prepare(PrepareItem request) {
        TenantLayout tenant = layouts.at(request.layout());
        List<Subject> own = request.cycle().isEmpty() ? List.of(request.subject()) : List.copyOf(request.cycle());
        List<Subject> subjects = new ArrayList<>(request.ahead());
        subjects.addAll(own);
        ItemMerge merge = new ItemMerge(trees, tenant.loaded().layout(), clock.millis() / 1000);
        ItemMerge.Merged merged = merge.merge(subjects);
        if (merged.conflict().isPresent() && updateConfiguration(tenant, subjects)) {
            return merged.conflict().get();
        }
        ItemLayout layout = ItemLayout.of(
                layouts,
                tenant,
                request.ahead(),
                own,
                count -> merge.merge(subjects.subList(0, count)).commits());
        if (!layout.blocking().isEmpty()) {
            return refused(layout.blocking());
        }
        ItemGraph graph = new ItemGraph(layout, request.subject());
        for (Subject subject : own) {
            FreezeContext context = layout.context(branchesContaining(subject));
            Frozen frozen = JobGraphFreezer.freeze(layout.layout(), request.pipeline(), subject, context);
            if (!frozen.problems().isEmpty()) {
                return refused(frozen.problems());
            }
            graph.add(subject, frozen);
        }
        List<FrozenJob> jobs = graph.jobs();
        if (merged.conflict().isPresent() && !jobs.isEmpty()) {
            return merged.conflict().get();
        }
        BuildTrees build = BuildTrees.of(graph, merged, merge);
        List<Problem> wrong = playbooks.problems(jobs, build, merged.commits());
        if (wrong.stream().anyMatch(problem -> problem.severity() == Severity.ERROR)) {
            return refused(wrong);
        }
        return new Preparation.Prepared(
                store(request, subjects, graph, build),
                jobs.stream().map(FrozenJob::node).toList(),
                graph.projectInPipeline(),
                graph.failFast(),
                graph.remarks(),
                semaphores(jobs, layout.layout()),
                graph.firstOwners());
    }

    /// Whether the layout of an item depends on a merge. Of one that does not, the jobs are known without: none at all,
    /// or wrong configuration, go before a conflict (F61).
    private static boolean updateConfiguration(TenantLayout tenant, List<Subject> subjects) {
        return subjects.stream()
                .anyMatch(subject -> subject instanceof Change change
                        && ConfigUpdates.updatesConfig(tenant.loaded().layout().tenant(), change));
    }

    /// For a tag: the branches that contain what it names (B3).
    private List<String> branchesContaining(Subject subject) {
        return subject instanceof GitRef ref
                        && ref.branch().isEmpty()
                        && !ref.newRevision().isEmpty()
                ? trees.branchesContaining(ref.project(), ref.newRevision())
                : List.of();
    }

    /// How many may hold each semaphore that the jobs and their playbooks use (C52).
    private static Map<String, Integer> semaphores(List<FrozenJob> jobs, Layout layout) {
        Map<String, Integer> most = new LinkedHashMap<>();
        for (FrozenJob job : jobs) {
            Stream<String> ofPlaybooks = Stream.of(job.preRun(), job.run(), job.postRun())
                    .flatMap(List::stream)
                    .flatMap(playbook -> playbook.semaphores().stream());
            Stream.concat(job.semaphores().stream().map(SemaphoreUse::name), ofPlaybooks)
                    .forEach(name -> most.put(name, layout.semaphoreMax(name)));
        }
        return most;
    }

    private String store(PrepareItem request, List<Subject> subjects, ItemGraph graph, BuildTrees build) {
        boolean postReview = Optional.ofNullable(graph.layout().pipelines().get(request.pipeline()))
                .map(Pipeline::postReview)
                .orElse(false);
        // Times of merges are no input: the same trees are the same work.
        List<Object> inputs = List.of(
                request.pipeline(),
                subjects.stream()
                        .map(subject -> List.of(subject.project(), subject.id()))
                        .toList(),
                graph.jobs(),
                build.sources().stream()
                        .map(tree -> List.of(tree.project(), tree.branch(), tree.base()))
                        .toList(),
                build.tips(),
                build.jobs());
        GraphDocument document = new GraphDocument(
                request.tenant(),
                request.pipeline(),
                postReview,
                request.buildset(),
                subjects,
                request.cycle(),
                graph.owners(),
                graph.jobs(),
                build.sources(),
                build.tips(),
                Hashes.of(json, inputs),
                build.jobs(),
                request.event());
        String key = GraphDocument.key(request.buildset());
        try {
            documents.put(key, json.writeValueAsString(document));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("frozen jobs are plain records", impossible);
        }
        return key;
    }

    private static Preparation refused(List<Problem> problems) {
        return new Preparation.Refused(
                problems.stream().limit(PROBLEMS_TOLD).toList(), problems.size() > PROBLEMS_TOLD);
    }
}
