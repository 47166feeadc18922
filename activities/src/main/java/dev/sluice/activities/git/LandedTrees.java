package dev.sluice.activities.git;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.activities.contract.DocumentStore;
import dev.sluice.activities.contract.GraphDocument;
import dev.sluice.activities.contract.LandingNotes;
import dev.sluice.activities.contract.SourceTrees.SourceTree;
import dev.sluice.engine.change.Project;
import dev.sluice.workflows.port.LandingActivities;
import io.temporal.activity.Activity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compares trees, not commits: Gerrit makes merge commits of its own, and may rebase or pick.
public final class LandedTrees implements LandingActivities {
    private static final Logger LOG = LoggerFactory.getLogger(LandedTrees.class);
    private static final String METRIC = "sluice_landed_otherwise";
    private static final int NAMED_FILES = 5;

    private final Repositories repositories;
    private final MergedTrees merged;
    private final DocumentStore documents;
    private final ObjectMapper json;
    private final LandingNotes notes;

    /// @param documents with the job graphs, which tell what was tested
    public LandedTrees(Repositories repositories, DocumentStore documents, ObjectMapper json, LandingNotes notes) {
        this.repositories = repositories;
        this.merged = new MergedTrees(repositories);
        this.documents = documents;
        this.json = json;
        this.notes = notes;
    }

    private record Target(Project project, String branch) {}

    @Override
    public Landing compareLanded(String buildset, List<Merged> changes) {
        Landing landing = compare(buildset, changes);
        if (!landing.asTested()) {
            LOG.warn("{}", landing.text());
            Activity.getExecutionContext().getMetricsScope().counter(METRIC).inc(1);
        }
        notes.landed(buildset, landing.text());
        return landing;
    }

    private Landing compare(String buildset, List<Merged> changes) {
        Map<Target, List<Merged>> targets = new LinkedHashMap<>();
        changes.forEach(
                change -> targets.computeIfAbsent(new Target(change.project(), change.branch()), _ -> new ArrayList<>())
                        .add(change));
        List<SourceTree> sources =
                documents.find(GraphDocument.key(buildset)).map(this::sources).orElse(List.of());
        List<String> defects = new ArrayList<>();
        targets.forEach((target, own) -> tested(sources, target, own)
                .map(tree -> difference(target, own, tree))
                .orElseGet(() -> Optional.of(where(target, own) + "nothing says any more what buildset " + buildset
                        + " tested. [LANDED-003]"))
                .ifPresent(defects::add));
        return defects.isEmpty() ? new Landing(true, "As tested.") : new Landing(false, String.join("\n", defects));
    }

    private List<SourceTree> sources(String graph) {
        try {
            return json.readValue(graph, GraphDocument.class).sources();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored job graph cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static Optional<SourceTree> tested(List<SourceTree> sources, Target target, List<Merged> own) {
        return sources.stream()
                .filter(tree ->
                        tree.project().equals(target.project()) && tree.branch().equals(target.branch()))
                .filter(tree -> own.stream()
                        .allMatch(change -> tree.merges().stream()
                                .anyMatch(step -> step.commit().equals(change.commit()))))
                .findFirst();
    }

    private Optional<String> difference(Target target, List<Merged> own, SourceTree tree) {
        if (!(merged.of(tree) instanceof Merger.Outcome.Merged(ObjectId tested))) {
            throw new IllegalStateException("what was tested does not merge: " + tree);
        }
        ProjectClone clone = repositories.of(target.project());
        clone.fetchBranches();
        return clone.read((branches, all) -> {
            try (RevWalk walk = new RevWalk(all)) {
                Optional<RevCommit> landed = landed(walk, branches, target.branch(), own);
                if (landed.isEmpty()) {
                    return Optional.of(where(target, own) + "it is not among the newest commits of the branch, so it is"
                            + " not known what landed. Look at the branch in Gerrit. [LANDED-002]");
                }
                RevCommit commit = walk.parseCommit(tested);
                return landed.get().getTree().equals(commit.getTree())
                        ? Optional.<String>empty()
                        : Optional.of(
                                where(target, own) + "commit " + landed.get().name() + " has other content than"
                                        + " what was tested" + files(all, landed.get(), commit)
                                        + ". Something went into the branch beside the gate, or the project's submit type"
                                        + " differs from its merge-mode. Test the branch again. [LANDED-001]");
            }
        });
    }

    private static Optional<RevCommit> landed(RevWalk walk, Repository branches, String branch, List<Merged> own)
            throws IOException {
        Ref head = branches.exactRef(Constants.R_HEADS + branch);
        return head == null ? Optional.empty() : Landings.newest(walk, head.getObjectId(), own);
    }

    private static String where(Target target, List<Merged> own) {
        return "Change " + String.join(" and ", own.stream().map(Merged::change).toList()) + " merged into branch '"
                + target.branch() + "' of project '" + target.project().name() + "', but ";
    }

    private static String files(Repository repository, RevCommit one, RevCommit other) throws IOException {
        List<String> names = new ArrayList<>();
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            walk.addTree(one.getTree());
            walk.addTree(other.getTree());
            while (names.size() <= NAMED_FILES && walk.next()) {
                names.add(walk.getPathString());
            }
        }
        return " in " + String.join(", ", names.subList(0, Math.min(NAMED_FILES, names.size())))
                + (names.size() > NAMED_FILES ? " and more" : "");
    }
}
