package dev.sluice.worker.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/// Images across changes on real parts: `site` is built on `app`, and `deploy` on `site`.
@Tag("site")
@EnabledIfEnvironmentVariable(
        named = RunningSite.PLACE,
        matches = ".+",
        disabledReason = "SLUICE_IT_SITE names no running site; './dev test' brings one up and sets it")
final class ImagesIT {
    private static final Duration BUILDSET = Duration.ofMinutes(5);

    private RunningSite site;
    private GerritUser gerrit;
    private SiteRegistry between;
    private SiteRegistry published;

    @BeforeEach
    void connect() throws IOException {
        site = new RunningSite();
        gerrit = new GerritUser(site);
        between = new SiteRegistry(site, "intermediate");
        published = new SiteRegistry(site, "final");
    }

    @AfterEach
    void disconnect() {
        between.close();
        published.close();
    }

    @Test
    void unmergedImagesAreBuiltOnTestedAndPromotedAsTheyWereTested() throws Exception {
        String word = "hello from run " + System.nanoTime();
        int app = greeting("Greet anew", word, word);
        verified(app, 1);
        int pages = gerrit.change("site", on("Be on top of it", app), "top.txt", "x\n");
        int deploy = gerrit.change("deploy", on("Deploy both", pages), "both.txt", "x\n");
        gerrit.patchset(deploy, Map.of("zuul.yaml", source("deploy/zuul.yaml").replace("hello from the app", word)));

        verified(pages, 1);
        verified(deploy, 1);
        isOnTopOf(pages, "site", "check", app, "app");
        isOnTopOf(deploy, "deploy", "check", pages, "site");

        List<Integer> all = List.of(app, pages, deploy);
        all.forEach(change -> gerrit.vote(change, "Code-Review", 2));
        all.forEach(this::merged);
        all.forEach(this::promoted);

        isOnTopOf(pages, "site", "gate", app, "app");
        isOnTopOf(deploy, "deploy", "gate", pages, "site");
        isPublished(app, "app");
        isPublished(pages, "site");
        isPublished(deploy, "deploy");
        assertThat(all.stream().map(this::promotionEnd).toList()).isSorted();
        tellsItsStory(pages, app);
        theJanitorWorksBesideTheWorker();
        nothingIsLeft();
    }

    @Test
    void aConsumerBehindAFailedProviderIsRebuiltOnThePublishedImage() {
        publishApp();
        List<String> before = published.layers("example/app", "latest");
        int bad = greeting("Greet wrongly", "not what is tested " + System.nanoTime(), "hello");
        int behind = gerrit.change("site", "Stand behind it", "behind.txt", "x\n");

        gerrit.vote(bad, "Code-Review", 2);
        RunningSite.await(
                "a gate buildset of " + bad,
                BUILDSET,
                () -> !buildsets(bad, "gate").isEmpty());
        gerrit.vote(behind, "Code-Review", 2);

        merged(behind);
        promoted(behind);
        assertThat(gerrit.status(bad)).isEqualTo("NEW");
        assertThat(buildsets(behind, "gate")).as("it was reset").hasSizeGreaterThan(1);
        isPublished(behind, "site");
        assertThat(published.digest("example/app", "latest"))
                .isNotEqualTo(between.digest("example/app", tag(bad, "gate", "app")));
        assertThat(published.layers("example/site", "latest"))
                .containsAll(before)
                .doesNotContainAnyElementsOf(between.layers("example/app", tag(bad, "gate", "app")).stream()
                        .filter(layer -> !before.contains(layer))
                        .toList());
        gerrit.abandon(bad);
        nothingIsLeft();
    }

    @Test
    void anUntrustedPlaybookCannotPushToTheSitesRegistries() throws IOException {
        String image = "/evil/image:1";
        List<String> places = List.of(
                site.place("SLUICE_INTERMEDIATE_REGISTRY") + image, site.place("SLUICE_FINAL_REGISTRY") + image);
        int change = gerrit.change("app", "Push where one may not", "playbooks/push.yaml", """
                - hosts: all
                  tasks:
                    - name: make an image
                      shell: tar c /etc/hostname | docker import - %1$s && docker tag %1$s %2$s
                    - name: push it somewhere
                      shell: docker push %1$s || docker push %2$s
                """.formatted(
                        places.getFirst(), places.getLast()));
        gerrit.patchset(change, "zuul.yaml", """
                - job:
                    name: app-push
                    run: playbooks/push.yaml
                - project:
                    check:
                      jobs:
                        - app-push
                """);

        verified(change, -1);

        String log = site.log(
                newest(change, "check").path("builds").path(0).path("uuid").asText());
        assertThat(log).contains("TASK [push it somewhere]").containsPattern("(?i)x509|unauthorized|no basic auth");
        assertThat(between.holds("evil/image")).isFalse();
        assertThat(published.holds("evil/image")).isFalse();
        gerrit.abandon(change);
        nothingIsLeft();
    }

    /// The build stands still while the intermediate registry is away; meanwhile its engine loses the authority that
    /// the buildset registry's certificate is from, and would take the published image without a word.
    @Test
    void anEngineThatCannotUseItsMirrorFailsTheBuild() throws Exception {
        publishApp();
        String word = "hello from behind the mirror " + System.nanoTime();
        int app = greeting("Be looked for", word, word);
        verified(app, 1);
        int pages;
        String build;
        site.intermediateRegistry("stop");
        try {
            pages = gerrit.change("site", on("Look elsewhere", app), "elsewhere.txt", "x\n");
            RunningSite.await("a parked build", BUILDSET, () -> parked(pages).isPresent());
            build = parked(pages).orElseThrow().path("uuid").asText();
            site.breakMirror(build);
        } finally {
            site.intermediateRegistry("start");
        }

        assertThat(site.sluice("rerun", build).exit()).isZero();

        verified(pages, -1);
        assertThat(site.log(build))
                .contains("Image 'example/app:latest': the engine used the published image. Expected ")
                .contains(
                        between.digest("example/app", tag(app, "check", "app")).orElseThrow())
                .contains("[IMAGE-020]");
        gerrit.abandon(pages);
        gerrit.abandon(app);
        nothingIsLeft();
    }

    @Test
    void aLostImageNamesTheBuildToRunAgain() throws Exception {
        String word = "hello to the lost " + System.nanoTime();
        int app = greeting("Be lost", word, word);
        verified(app, 1);
        String lost = tag(app, "check", "app");
        between.delete("example/app", lost);
        String provider = lost.substring(0, lost.indexOf('_'));
        int pages = gerrit.change("site", on("Look for it", app), "lost.txt", "x\n");
        verified(pages, -1);
        String consumer = tag(pages, "check", "site").replaceFirst("_.*", "");
        assertThat(site.log(consumer)).contains("'sluice rerun " + provider + "'", "[ARTIFACT-004]");

        assertThat(site.sluice("rerun", provider).exit()).isZero();
        RunningSite.await(
                "another build of " + app,
                BUILDSET,
                () -> buildsets(app, "check").size() > 1);
        RunningSite.await(
                "its end",
                BUILDSET,
                () -> newest(app, "check").path("result").asText().equals("SUCCESS"));
        assertThat(site.sluice("rerun", newest(pages, "check").path("uuid").asText())
                        .exit())
                .isZero();

        verified(pages, 1);
        isOnTopOf(pages, "site", "check", app, "app");
        gerrit.abandon(pages);
        gerrit.abandon(app);
        nothingIsLeft();
    }

    private void theJanitorWorksBesideTheWorker() throws Exception {
        RunningSite.Said said = site.janitor();

        assertThat(said.exit()).as(said.output()).isZero();
        assertThat(said.output()).contains("removed ");
    }

    private void tellsItsStory(int pages, int app) throws Exception {
        RunningSite.Said said = site.sluice(
                "image",
                "example/site:latest",
                "--json",
                "--registry",
                site.place("SLUICE_FINAL_REGISTRY"),
                "--ca-file",
                site.directory().resolve("certs/intermediate-ca.crt").toString(),
                "--user",
                "zuul",
                "--password-file",
                site.directory().resolve("secrets/final-password").toString());

        assertThat(said.exit()).as(said.output()).isZero();
        JsonNode story = new ObjectMapper().readTree(said.output());
        assertThat(story.path("digest").asText())
                .isEqualTo(published.digest("example/site", "latest").orElseThrow());
        JsonNode origin = story.path("origins").path(0);
        assertThat(origin.path("subject").path("change").asText()).isEqualTo(String.valueOf(pages));
        assertThat(origin.path("build").asText() + "_latest").isEqualTo(tag(pages, "gate", "site"));
        assertThat(origin.path("bases").path("example/app:latest").asText())
                .isEqualTo(
                        between.digest("example/app", tag(app, "gate", "app")).orElseThrow());
        assertThat(origin.path("tests").path("result").asText()).isEqualTo("SUCCESS");
    }

    /// A change to the app's greeting, and to what its test expects.
    private int greeting(String subject, String word, String expected) {
        int change = gerrit.change("app", subject, "why-" + System.nanoTime() + ".txt", "x\n");
        gerrit.patchset(
                change,
                Map.of(
                        "greeting",
                        word + "\n",
                        "zuul.yaml",
                        source("app/zuul.yaml").replace("hello from the app", expected)));
        return change;
    }

    /// Later tests need a published app.
    private void publishApp() {
        if (published.digest("example/app", "latest").isEmpty()) {
            int first = gerrit.change("app", "Publish", "publish.txt", "x\n");
            gerrit.vote(first, "Code-Review", 2);
            promoted(first);
        }
    }

    private String on(String subject, int needed) {
        return subject + "\n\nDepends-On: " + gerrit.page(needed) + "\n";
    }

    private String source(String path) {
        try {
            return Files.readString(
                    site.directory().resolveSibling("job-defs").resolve("demo").resolve(path));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private void verified(int change, int vote) {
        RunningSite.await(
                "Verified " + vote + " on " + change + ", whose last message is " + gerrit.messages(change),
                BUILDSET,
                () -> gerrit.verified(change) == vote);
    }

    private void merged(int change) {
        RunningSite.await(
                "change " + change + " merged",
                BUILDSET,
                () -> gerrit.status(change).equals("MERGED"));
    }

    private void promoted(int change) {
        RunningSite.await(
                "change " + change + " promoted",
                BUILDSET,
                () -> gerrit.messages(change).stream()
                        .anyMatch(message -> message.contains("Build succeeded (promote pipeline).")));
    }

    private long promotionEnd(int change) {
        return newest(change, "promote").path("endedAt").asLong();
    }

    /// By digest: every layer of the image below is one of the image on top.
    private void isOnTopOf(int change, String project, String pipeline, int below, String belowProject) {
        List<String> own = between.layers("example/" + project, tag(change, pipeline, project));
        List<String> base = between.layers("example/" + belowProject, tag(below, pipeline, belowProject));
        assertThat(own).as("%s of change %d in %s", project, change, pipeline).containsSubsequence(base);
        assertThat(own).hasSizeGreaterThan(base.size());
    }

    /// What the gate tested is what is published, and no staged upload is left.
    private void isPublished(int change, String project) {
        assertThat(published.digest("example/" + project, "latest"))
                .isPresent()
                .isEqualTo(between.digest("example/" + project, tag(change, "gate", project)));
        assertThat(published.staged("example/" + project)).doesNotContain("change_" + change + "_latest");
    }

    /// The tag that a build's image has in the intermediate registry.
    private String tag(int change, String pipeline, String project) {
        String job = project + (pipeline.equals("gate") ? "-upload-image" : "-build-image");
        for (JsonNode build : newest(change, pipeline).path("builds")) {
            if (build.path("job").asText().equals(job)) {
                return build.path("uuid").asText() + "_latest";
            }
        }
        throw new AssertionError("no job " + job + " in " + newest(change, pipeline));
    }

    private JsonNode newest(int change, String pipeline) {
        return buildsets(change, pipeline).stream()
                .max((one, other) -> Long.compare(
                        one.path("startedAt").asLong(), other.path("startedAt").asLong()))
                .orElseThrow();
    }

    private List<JsonNode> buildsets(int change, String pipeline) {
        List<JsonNode> found = new ArrayList<>();
        site.api("/api/tenant/demo/buildsets?change=" + change).forEach(buildset -> {
            if (buildset.path("pipeline").asText().equals(pipeline)) {
                found.add(buildset);
            }
        });
        return found;
    }

    private Optional<JsonNode> parked(int change) {
        for (JsonNode buildset : buildsets(change, "check")) {
            for (JsonNode build : buildset.path("builds")) {
                if (build.path("state").asText().equals("parked")) {
                    return Optional.of(build);
                }
            }
        }
        return Optional.empty();
    }

    private void nothingIsLeft() {
        RunningSite.await(
                "nothing is left of any build",
                Duration.ofSeconds(30),
                () -> Leftovers.ofBuilds(site).isEmpty());
    }
}
