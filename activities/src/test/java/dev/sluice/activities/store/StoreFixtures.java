package dev.sluice.activities.store;

import dev.sluice.activities.contract.GraphDocument;
import dev.sluice.engine.buildset.Artifact;
import dev.sluice.engine.buildset.BuildReport;
import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.buildset.ReturnedData;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.jobgraph.FrozenNodeset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Values for tests of the stores.
final class StoreFixtures {
    static final Project PROJECT = new Project("gerrit", "review.example.com", "org/base");

    private StoreFixtures() {}

    static Change change(int number, int patchset) {
        return change(number, patchset, ChangeStatus.NEW);
    }

    static Change merged(int number, int patchset) {
        return change(number, patchset, ChangeStatus.MERGED);
    }

    private static Change change(int number, int patchset, ChangeStatus status) {
        return new Change(
                PROJECT,
                "master",
                number,
                patchset,
                "refs/changes/01/" + number + "/" + patchset,
                "c0ffee",
                List.of("beef"),
                "http://review.example.com/" + number,
                "message",
                "owner",
                "",
                status,
                false,
                true,
                List.of(),
                List.of("Dockerfile"),
                List.of(),
                List.of(),
                List.of());
    }

    static GitRef tag() {
        return new GitRef(PROJECT, "refs/tags/1.0", "", "c0ffee", "");
    }

    static GraphDocument graph(String buildset, Subject subject, String inputs, FrozenJob... jobs) {
        return new GraphDocument(
                "tenant",
                "check",
                false,
                buildset,
                List.of(subject),
                List.of(),
                Map.of(),
                List.of(jobs),
                List.of(),
                List.of(),
                inputs,
                Map.of(),
                "");
    }

    static FrozenJob job(String name, String... provides) {
        return new FrozenJob(
                name,
                List.of(),
                true,
                false,
                false,
                3,
                Optional.empty(),
                Optional.empty(),
                new FrozenNodeset("", List.of(), List.of()),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(provides),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                "auto",
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false);
    }

    static BuildReport report(String job, String build, BuildResult result, long endedAt, Artifact... artifacts) {
        return new BuildReport(
                job,
                build,
                result,
                "",
                true,
                Optional.of("http://logs/" + build + "/"),
                endedAt - 10,
                endedAt,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(artifacts),
                List.of());
    }

    static Artifact image(String tag) {
        return new Artifact(
                "org/base:" + tag,
                "docker://registry/org/base:" + tag,
                Map.of("type", "container_image", "repository", "org/base", "tag", tag),
                Map.of());
    }

    static ReturnedData returned() {
        return new ReturnedData(
                Map.of("answer", 42),
                List.of("v1.sealed"),
                List.of(),
                Optional.of(List.of("child")),
                true,
                true,
                Optional.empty(),
                List.of("careful"),
                Map.of());
    }
}
