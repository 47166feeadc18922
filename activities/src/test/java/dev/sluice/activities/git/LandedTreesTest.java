package dev.sluice.activities.git;

import static dev.sluice.activities.git.RemoteRepository.PROJECT;
import static dev.sluice.activities.git.RemoteRepository.files;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sluice.activities.contract.DocumentStore;
import dev.sluice.activities.contract.GraphDocument;
import dev.sluice.activities.contract.SourceTrees.MergeStep;
import dev.sluice.activities.contract.SourceTrees.SourceTree;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.workflows.json.SluiceJson;
import dev.sluice.workflows.port.LandingActivities;
import dev.sluice.workflows.port.LandingActivities.Landing;
import dev.sluice.workflows.port.LandingActivities.Merged;
import io.temporal.testing.TestActivityEnvironment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LandedTreesTest {
    private static final String CHANGE_ID = "A change\n\nChange-Id: I0123456789012345678901234567890123456789\n";

    @TempDir
    private Path directory;

    private final TestActivityEnvironment activities = TestActivityEnvironment.newInstance();
    private final Map<String, String> documents = new HashMap<>();
    private final Map<String, String> notes = new HashMap<>();
    private RemoteRepository remote;
    private Repositories repositories;
    private LandingActivities landed;
    private String root;
    private String patchset;

    @BeforeEach
    void test() throws JsonProcessingException {
        remote = new RemoteRepository(directory.resolve("remote.git"));
        repositories = new Repositories(directory.resolve("clones"), remote.remotes());
        activities.registerActivitiesImplementations(
                new LandedTrees(repositories, new Documents(documents), SluiceJson.mapper(), notes::put));
        landed = activities.newActivityStub(LandingActivities.class);
        root = remote.commit(files("a", "1"));
        remote.ref("refs/heads/master", root);
        patchset = remote.commitSaying(CHANGE_ID, files("a", "1", "mine", "1"), root);
        MergeStep step = remote.step(1, patchset, "merge-resolve");
        var graph = new GraphDocument(
                "demo",
                "gate",
                false,
                "b1",
                List.of(change()),
                List.of(),
                Map.of(),
                List.of(),
                List.of(new SourceTree(PROJECT, "master", root, List.of(step))),
                List.of(),
                "",
                Map.of(),
                "");
        documents.put(GraphDocument.key("b1"), SluiceJson.mapper().writeValueAsString(graph));
    }

    @AfterEach
    void close() {
        activities.close();
        repositories.close();
        remote.close();
    }

    private record Documents(Map<String, String> all) implements DocumentStore {
        @Override
        public void put(String key, String json) {
            all.put(key, json);
        }

        @Override
        public Optional<String> find(String key) {
            return Optional.ofNullable(all.get(key));
        }
    }

    private Change change() {
        return new Change(
                PROJECT,
                "master",
                1,
                1,
                "refs/changes/01/1/1",
                patchset,
                List.of(root),
                "",
                CHANGE_ID,
                "",
                "",
                ChangeStatus.NEW,
                false,
                true,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private Landing landing(String tip) {
        remote.ref("refs/heads/master", tip);
        Landing landing = landed.compareLanded("b1", List.of(Merged.of(change())));
        assertThat(notes).containsEntry("b1", landing.text());
        return landing;
    }

    @Test
    void aFastForwardIsAsTested() {
        assertThat(landing(patchset)).isEqualTo(new Landing(true, "As tested."));
    }

    @Test
    void aMergeCommitOfTheSameTreeIsAsTestedWhateverCameAfterIt() {
        String merge = remote.commit(files("a", "1", "mine", "1"), root, patchset);
        String later = remote.commit(files("a", "1", "mine", "1", "later", "1"), merge);

        assertThat(landing(later).asTested()).isTrue();
        // A patch set that was made on top of the merge brings nothing of it.
        String onTop = remote.commit(files("a", "1", "mine", "1", "on", "1"), merge);
        assertThat(landing(remote.commit(files("a", "1", "mine", "1", "later", "1", "on", "1"), later, onTop))
                        .asTested())
                .isTrue();
    }

    @Test
    void aPickIsFoundByItsChangeId() {
        String pick = remote.commitSaying(CHANGE_ID + "Reviewed-by: A\n", files("a", "1", "mine", "1"), root);

        assertThat(landing(pick).asTested()).isTrue();
    }

    @Test
    void whatCameInBesideTheGateIsNamed() {
        String beside = remote.commit(files("a", "2"), root);
        String merge = remote.commit(files("a", "2", "mine", "1"), beside, patchset);

        Landing landing = landing(merge);

        assertThat(landing.asTested()).isFalse();
        assertThat(landing.text())
                .isEqualTo("Change 1,1 merged into branch 'master' of project 'org/app', but commit " + merge
                        + " has other content than what was tested in a. Something went into the branch beside the gate,"
                        + " or the project's submit type differs from its merge-mode. Test the branch again."
                        + " [LANDED-001]");
    }

    @Test
    void aBranchWithoutTheChangeIsTold() {
        assertThat(landing(remote.commit(files("a", "3"), root)).text()).endsWith("[LANDED-002]");
    }

    @Test
    void aGraphThatIsKeptNoMoreIsTold() {
        documents.clear();

        assertThat(landing(patchset).text()).endsWith("[LANDED-003]");
    }
}
