package dev.sluice.activities.store;

import static dev.sluice.activities.store.StoreFixtures.change;
import static dev.sluice.activities.store.StoreFixtures.graph;
import static dev.sluice.activities.store.StoreFixtures.image;
import static dev.sluice.activities.store.StoreFixtures.job;
import static dev.sluice.activities.store.StoreFixtures.report;
import static dev.sluice.activities.store.StoreFixtures.returned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.activities.contract.GraphDocument;
import dev.sluice.engine.buildset.Artifact;
import dev.sluice.engine.buildset.BuildReport;
import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.buildset.BuildsetEvent.CarriedResult;
import dev.sluice.engine.buildset.ReturnedData;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Subject;
import dev.sluice.workflows.json.SluiceJson;
import dev.sluice.workflows.port.FailureKind;
import dev.sluice.workflows.port.HistoryActivities.ArtifactLookup;
import dev.sluice.workflows.port.HistoryActivities.BuildRecord;
import dev.sluice.workflows.port.HistoryActivities.BuildsetRecord;
import dev.sluice.workflows.port.HistoryActivities.FindArtifacts;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What history and documents must do on every database.
abstract class HistoryContract {
    private static final ObjectMapper MAPPER = SluiceJson.mapper();

    /// Keeps the tests of one shared database apart.
    private final String tenant = "tenant-" + UUID.randomUUID();

    private SluiceDatabase database;
    private JdbcDocumentStore documents;
    private JdbcHistory history;
    private HistoryReader reader;
    private JdbcMergedArtifacts merged;

    abstract SluiceDatabase open();

    @BeforeEach
    void connect() {
        database = open();
        documents = new JdbcDocumentStore(database, InstantSource.fixed(Instant.ofEpochMilli(5_000)));
        history = new JdbcHistory(database, documents, MAPPER);
        reader = new HistoryReader(database, MAPPER);
        merged = new JdbcMergedArtifacts(database, MAPPER);
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void aDocumentIsReplacedByTheSameKeyAndAbsentOtherwise() {
        String key = "graph/" + id();
        assertThat(documents.find(key)).isEmpty();
        documents.put(key, "{\"a\": 1}");
        documents.put(key, "{\"a\": \"ü\"}");
        assertThat(documents.find(key)).hasValue("{\"a\": \"ü\"}");
    }

    @Test
    void aDocumentMayBeLarge() {
        String key = "graph/" + id();
        String large = "\"" + "x".repeat(5_000_000) + "\"";
        documents.put(key, large);
        assertThat(documents.find(key)).hasValue(large);
    }

    @Test
    void oldDocumentsArePruned() {
        String old = "graph/" + id();
        documents.put(old, "{}");
        String young = "graph/" + id();
        new JdbcDocumentStore(database, InstantSource.fixed(Instant.ofEpochMilli(9_000_000_000_000L))).put(young, "{}");
        assertThat(documents.prune(Instant.ofEpochMilli(6_000))).isPositive();
        assertThat(documents.find(old)).isEmpty();
        assertThat(documents.find(young)).isPresent();
    }

    @Test
    void writersOfOneNewDocumentDoNotDisturbEachOther() throws InterruptedException, ExecutionException {
        String key = "graph/" + id();
        var start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(6)) {
            var writes = java.util.stream.IntStream.range(0, 6)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await();
                        documents.put(key, "{\"by\": " + i + "}");
                        return true;
                    }))
                    .toList();
            start.countDown();
            for (var write : writes) {
                assertThat(write.get()).isTrue();
            }
        }
        assertThat(documents.find(key)).isPresent();
    }

    @Test
    void aBuildsetIsListedWhileItRunsAndAfterItEnded() {
        String buildset = id();
        Subject subject = change(41, 2);
        history.recordBuildset(record(buildset, subject, "", "", "", 100));
        assertThat(reader.buildset(buildset).orElseThrow().buildset())
                .satisfies(row -> assertThat(row.result()).isEmpty())
                .satisfies(row -> assertThat(row.endedAtEpochMilli()).isZero());
        history.recordBuildset(record(buildset, subject, "", "SUCCESS", "Build succeeded", 300));

        assertThat(reader.buildsets(HistoryReader.Query.ofTenant(tenant, 10)))
                .containsExactly(new HistoryReader.Buildset(
                        buildset,
                        tenant,
                        "check",
                        "review.example.com/org/base",
                        "master",
                        41,
                        2,
                        "refs/changes/01/41/2",
                        "http://review.example.com/41",
                        "SUCCESS",
                        "Build succeeded",
                        "",
                        100,
                        300));
    }

    @Test
    void howABuildsetLandedIsNotedOnceItIsKnown() {
        String buildset = id();
        history.recordBuildset(record(buildset, change(41, 2), "", "SUCCESS", "", 100));
        history.landed(buildset, "something else landed");
        history.landed(buildset, "As tested.");

        assertThat(reader.buildset(buildset).orElseThrow().buildset().landed()).isEqualTo("As tested.");
    }

    @Test
    void theBuildsetOfACycleIsListedForEachOfItsChanges() {
        String buildset = id();
        List<Change> cycle = List.of(change(61, 1), change(62, 1));
        for (int tries = 0; tries < 2; tries++) {
            history.recordBuildset(
                    new BuildsetRecord(buildset, tenant, "gate", cycle.getFirst(), cycle, "", "", "", 100));
        }

        for (int number : List.of(61, 62)) {
            var ofChange =
                    reader.buildsets(new HistoryReader.Query(tenant, "", "org/base", OptionalInt.of(number), 10));
            assertThat(ofChange).extracting(HistoryReader.Buildset::buildset).containsExactly(buildset);
        }
        assertThat(reader.buildsets(new HistoryReader.Query(tenant, "", "org/other", OptionalInt.of(62), 10)))
                .isEmpty();
    }

    @Test
    void listsNewestFirstByChangeAndProjectUpToALimit() {
        for (int i = 1; i <= 3; i++) {
            history.recordBuildset(record("b" + i + id(), change(50 + i % 2, 1), "", "", "", i));
        }
        var all = reader.buildsets(HistoryReader.Query.ofTenant(tenant, 2));
        assertThat(all).extracting(HistoryReader.Buildset::startedAtEpochMilli).containsExactly(3L, 2L);
        var ofChange = reader.buildsets(new HistoryReader.Query(tenant, "check", "org/base", OptionalInt.of(51), 10));
        assertThat(ofChange)
                .extracting(HistoryReader.Buildset::startedAtEpochMilli)
                .containsExactly(3L, 1L);
        assertThat(reader.buildsets(new HistoryReader.Query(tenant, "", "org/other", OptionalInt.empty(), 10)))
                .isEmpty();
    }

    @Test
    void aRefHasABuildsetToo() {
        String buildset = id();
        history.recordBuildset(record(buildset, StoreFixtures.tag(), "", "SUCCESS", "", 1_795_402_254_798L));
        var row = reader.buildset(buildset).orElseThrow().buildset();
        assertThat(row.ref()).isEqualTo("refs/tags/1.0");
        assertThat(row.change()).isZero();
    }

    @Test
    void writingABuildAgainReplacesIt() {
        String buildset = id();
        String build = id();
        history.recordBuildset(record(buildset, change(1, 1), "", "", "", 1));
        var report = report("image", build, BuildResult.SUCCESS, 20, image("latest"));
        history.recordBuild(new BuildRecord(buildset, report, returned(), 1, true));
        history.recordBuild(new BuildRecord(buildset, report, returned(), 1, true));
        assertThat(reader.buildset(buildset).orElseThrow().builds())
                .containsExactly(new HistoryReader.Build(buildset, report, 1, true));
        assertThat(reader.build(build)).hasValue(new HistoryReader.Build(buildset, report, 1, true));
        assertThat(reader.build(id())).isEmpty();
    }

    @Test
    void jobsThatNeverRanHaveALineEach() {
        String buildset = id();
        history.recordBuildset(record(buildset, change(1, 1), "", "", "", 1));
        for (String job : List.of("one", "two")) {
            history.recordBuild(new BuildRecord(
                    buildset, report(job, "", BuildResult.SKIPPED, 20), ReturnedData.nothing(), 0, true));
        }
        assertThat(reader.buildset(buildset).orElseThrow().builds())
                .extracting(build -> build.report().job())
                .containsExactly("one", "two");
    }

    @Test
    void aMessageMayHoldAnyCharacter() {
        String buildset = id();
        history.recordBuildset(record(buildset, change(1, 1), "", "FAILURE", "zero\0 \uD83D\uDE80", 1));
        assertThat(reader.buildset(buildset).orElseThrow().buildset().message()).isEqualTo("zero \uD83D\uDE80");
    }

    @Test
    void findsTheArtifactsOfTheNewestBuildsetOfTheSameChange() {
        String older = provider(change(7, 3), 100, "image");
        build(older, "image", BuildResult.SUCCESS, "old");
        String newer = provider(change(7, 3), 200, "image");
        build(newer, "image", BuildResult.SUCCESS, "new");
        String otherPatchset = provider(change(7, 4), 300, "image");
        build(otherPatchset, "image", BuildResult.SUCCESS, "other");

        ArtifactLookup found = history.findArtifacts(find(7, 3, "docker-image"));

        assertThat(found.failure()).isEmpty();
        assertThat(found.artifacts()).singleElement().satisfies(artifact -> {
            assertThat(artifact.name()).isEqualTo("org/base:new");
            assertThat(artifact.metadata()).containsEntry("type", "container_image");
            assertThat(artifact.source())
                    .containsEntry("project", "org/base")
                    .containsEntry("change", "7")
                    .containsEntry("patchset", "3")
                    .containsEntry("job", "image");
        });
    }

    @Test
    void whatACycleProvidesIsFoundByEachOfItsChanges() {
        List<Change> cycle = List.of(change(63, 1), change(64, 1));
        String buildset = provider(cycle.getFirst(), 100, "image");
        history.recordBuildset(new BuildsetRecord(buildset, tenant, "check", cycle.getFirst(), cycle, "", "", "", 100));
        build(buildset, "image", BuildResult.SUCCESS, "latest");

        for (int number : List.of(63, 64)) {
            assertThat(history.findArtifacts(find(number, 1, "docker-image")).artifacts())
                    .as("of change %s", number)
                    .hasSize(1);
        }
        assertThat(history.findArtifacts(find(64, 2, "docker-image")).artifacts())
                .isEmpty();
    }

    @Test
    void aFailedProviderIsNamedInZuulsWords() {
        String older = provider(change(7, 3), 100, "image");
        build(older, "image", BuildResult.SUCCESS, "old");
        String newer = provider(change(7, 3), 200, "image");
        String failed = build(newer, "image", BuildResult.FAILURE, "new");

        ArtifactLookup found = history.findArtifacts(find(7, 3, "docker-image"));

        assertThat(found.artifacts()).isEmpty();
        assertThat(found.failure())
                .hasValue(
                        "Job consumer requires artifact(s) docker-image provided by build " + failed
                                + " (triggered by change 7 on project org/base), but that build failed with result \"FAILURE\"");
    }

    @Test
    void onlyTheLastTryOfAProviderCounts() {
        String buildset = provider(change(8, 1), 100, "image");
        history.recordBuild(new BuildRecord(
                buildset, report("image", id(), BuildResult.RETRY, 20), ReturnedData.nothing(), 1, false));
        build(buildset, "image", BuildResult.SUCCESS, "second");
        assertThat(history.findArtifacts(find(8, 1, "docker-image")).artifacts())
                .hasSize(1);
    }

    @Test
    void nothingIsFoundWhereNothingWasProvided() {
        String buildset = provider(change(9, 1), 100, "image");
        build(buildset, "image", BuildResult.SUCCESS, "latest");
        assertThat(history.findArtifacts(find(9, 1, "other-thing")))
                .isEqualTo(new ArtifactLookup(List.of(), java.util.Optional.empty()));
        assertThat(history.findArtifacts(find(9, 2, "docker-image")).artifacts())
                .isEmpty();
        assertThat(history.findArtifacts(new FindArtifacts(
                                "consumer",
                                tenant,
                                "gate",
                                "review.example.com/org/base",
                                "master",
                                9,
                                1,
                                List.of("docker-image")))
                        .artifacts())
                .isEmpty();
        assertThat(history.findArtifacts(find(9, 1)).artifacts()).isEmpty();
    }

    @Test
    void whatMergedIsOfferedUntilItIsPromoted() {
        gated(20, 100, "first");
        assertThat(notPromoted()).isEmpty();
        String promotion = promotion(20, 200, "");
        assertThat(notPromoted()).containsExactly("org/base:first");

        history.recordBuildset(promotion(promotion, 20, "FAILURE", 210));
        gated(21, 220, "second");
        promotion(21, 300, "");
        assertThat(notPromoted()).containsExactly("org/base:first", "org/base:second");

        promotion(22, 400, "SUCCESS");
        assertThat(notPromoted()).isEmpty();
    }

    @Test
    void whatIsNotRequiredOrLongGivenUpOrUnmergedIsNotOffered() {
        gated(23, 100, "one");
        promotion(23, 200, "");
        gated(24, 300, "unmerged");
        gated(25, 400, "of a project that promotes nothing");
        promotion(25, 500, "NO_JOBS");

        assertThat(notPromoted("other-thing", 0)).isEmpty();
        assertThat(notPromoted("docker-image", 201)).isEmpty();
        assertThat(merged.notPromoted("another tenant", List.of("docker-image"), Instant.EPOCH))
                .isEmpty();
        assertThat(merged.notPromoted(tenant, List.of(), Instant.EPOCH)).isEmpty();
        assertThat(notPromoted()).containsExactly("org/base:one");
    }

    private List<String> notPromoted() {
        return notPromoted("docker-image", 0);
    }

    private List<String> notPromoted(String requires, long since) {
        return merged.notPromoted(tenant, List.of(requires), Instant.ofEpochMilli(since)).stream()
                .map(Artifact::name)
                .toList();
    }

    /// A buildset before the merge whose image succeeded.
    private void gated(int change, long at, String tag) {
        String buildset = provider(change(change, 1), at, "image");
        build(buildset, "image", BuildResult.SUCCESS, tag);
        history.recordBuildset(
                record(buildset, change(change, 1), GraphDocument.key(buildset), "SUCCESS", "", at + 10));
    }

    private String promotion(int change, long at, String result) {
        String buildset = id();
        history.recordBuildset(promotion(buildset, change, "", at));
        if (!result.isEmpty()) {
            history.recordBuildset(promotion(buildset, change, result, at + 10));
        }
        return buildset;
    }

    private BuildsetRecord promotion(String buildset, int change, String result, long at) {
        return new BuildsetRecord(
                buildset, tenant, "promote", StoreFixtures.merged(change, 1), List.of(), "", result, "", at);
    }

    @Test
    void providersAreKnownAfterTheGraphWasPruned() {
        String buildset = provider(change(10, 1), 100, "image");
        build(buildset, "image", BuildResult.SUCCESS, "latest");
        documents.prune(Instant.ofEpochMilli(Long.MAX_VALUE));
        history.recordBuildset(record(buildset, change(10, 1), GraphDocument.key(buildset), "SUCCESS", "", 400));
        assertThat(history.findArtifacts(find(10, 1, "docker-image")).artifacts())
                .hasSize(1);
    }

    @Test
    void resultsAreReusableWhileTheInputsAreTheSame() {
        String earlier = provider(change(11, 1), 100, "image", "test");
        String good = build(earlier, "image", BuildResult.SUCCESS, "latest");
        build(earlier, "test", BuildResult.FAILURE, "none");
        String same = id();
        put(graph(same, change(11, 1), "hash", job("image"), job("test")));
        String different = id();
        put(graph(different, change(11, 1), "other hash", job("image"), job("test")));

        assertThat(history.reusableResults(earlier, GraphDocument.key(same)))
                .singleElement()
                .satisfies(carried -> {
                    assertThat(carried.job()).isEqualTo("image");
                    assertThat(carried.build()).isEqualTo(good);
                    assertThat(carried.returned()).isEqualTo(returned());
                });
        assertThat(history.reusableResults(earlier, GraphDocument.key(different)))
                .isEmpty();
        assertThat(history.reusableResults(id(), GraphDocument.key(same))).isEmpty();
        assertThat(history.reusableResults(earlier, "graph/unknown")).isEmpty();
    }

    @Test
    void aCarriedResultLeavesTheBuildWithItsFirstBuildset() {
        String earlier = provider(change(12, 1), 100, "image");
        String build = build(earlier, "image", BuildResult.SUCCESS, "latest");
        CarriedResult result =
                history.reusableResults(earlier, GraphDocument.key(earlier)).getFirst();
        String later = provider(change(12, 1), 200, "image");
        BuildReport carried = carriedOver(result.report());
        history.recordBuild(new BuildRecord(later, carried, result.returned(), 1, true));

        assertThat(reader.build(build).orElseThrow().buildset()).isEqualTo(earlier);
        assertThat(reader.buildset(later).orElseThrow().builds())
                .extracting(HistoryReader.Build::report)
                .containsExactly(carried);
        assertThat(history.findArtifacts(find(12, 1, "docker-image")).artifacts())
                .hasSize(1);
    }

    @Test
    void whatWasCommittedIsThereForTheNextProcess() {
        String buildset = id();
        history.recordBuildset(record(buildset, change(13, 1), "", "SUCCESS", "", 1));
        database.close();
        connect();
        assertThat(reader.buildset(buildset)).isPresent();
    }

    @Test
    void aDatabaseThatWentAwayIsADependencyFailureWithoutTheValues() {
        database.close();
        assertThatThrownBy(() -> history.recordBuildset(record(id(), change(1, 1), "", "", "hunter2hunter2", 1)))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(FailureKind.DEPENDENCY.name());
                    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                        assertThat(cause.getMessage()).doesNotContain("hunter2");
                    }
                });
        assertThat(database.answers()).isFalse();
    }

    private static BuildReport carriedOver(BuildReport report) {
        return new BuildReport(
                report.job(),
                report.build(),
                report.result(),
                report.detail(),
                report.voting(),
                report.url(),
                report.startedAtEpochMilli(),
                report.endedAtEpochMilli(),
                report.skippedByChildJobs(),
                true,
                report.successMessage(),
                report.failureMessage(),
                report.warnings(),
                report.artifacts(),
                report.fileComments());
    }

    /// A buildset whose jobs all provide `docker-image`.
    private String provider(Subject subject, long startedAt, String... jobs) {
        String buildset = id();
        put(graph(
                buildset,
                subject,
                "hash",
                java.util.Arrays.stream(jobs)
                        .map(name -> job(name, "docker-image"))
                        .toArray(dev.sluice.engine.jobgraph.FrozenJob[]::new)));
        history.recordBuildset(record(buildset, subject, GraphDocument.key(buildset), "", "", startedAt));
        return buildset;
    }

    private String build(String buildset, String job, BuildResult result, String tag) {
        String build = id();
        history.recordBuild(new BuildRecord(buildset, report(job, build, result, 50, image(tag)), returned(), 1, true));
        return build;
    }

    private void put(GraphDocument graph) {
        try {
            documents.put(GraphDocument.key(graph.buildset()), MAPPER.writeValueAsString(graph));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private BuildsetRecord record(
            String buildset, Subject subject, String graph, String result, String message, long at) {
        return new BuildsetRecord(buildset, tenant, "check", subject, List.of(), graph, result, message, at);
    }

    private FindArtifacts find(int change, int patchset, String... requires) {
        return new FindArtifacts(
                "consumer",
                tenant,
                "check",
                "review.example.com/org/base",
                "master",
                change,
                patchset,
                List.of(requires));
    }

    private static String id() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
