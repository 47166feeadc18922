package dev.sluice.worker.whole;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A running site whose gate does what a story asks: builds wait for files, and tell which changes they test.
final class GateSite {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final Pattern TESTED = Pattern.compile("(?m)tested with (\\d+)$");

    /// What an earlier story left in the queues: no later one can tell anything then.
    private static String stuckSince = "";

    private final RunningSite site = new RunningSite();
    private final GerritUser gerrit;
    private final Path holds;
    private final List<Integer> changes = new ArrayList<>();

    private GateSite() throws IOException {
        this.gerrit = new GerritUser(site);
        this.holds = Files.createDirectories(site.directory().resolve("holds"));
    }

    /// The stories' configuration is merged as any change of configuration, by the first that asks for it.
    static GateSite configured() throws IOException {
        if (!stuckSince.isEmpty()) {
            throw new AssertionError("an earlier story left something: " + stuckSince);
        }
        GateSite made = new GateSite();
        String unit = text("unit.yaml").replace("@HOLDS@", made.holds.toString());
        if (!made.pipelines().contains("narrow")) {
            int change = made.gerrit.change(
                    "config", "Let stories hold builds", "zuul.d/stories.yaml", text("stories.yaml"));
            made.gerrit.patchset(change, Map.of("playbooks/unit.yaml", unit, "playbooks/lint.yaml", text("lint.yaml")));
            made.submit(change);
            made.await("the stories' pipelines", () -> made.pipelines().contains("narrow"));
        }
        return made;
    }

    static String text(String name) {
        try (InputStream resource = GateSite.class.getResourceAsStream("/stories/" + name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// What the site has in its queues is told with what did not happen.
    void await(String what, BooleanSupplier condition) {
        try {
            RunningSite.await(what, LONG, condition);
        } catch (AssertionError late) {
            throw new AssertionError(late.getMessage() + "; in the queues: " + picture(), late);
        }
    }

    private String picture() {
        List<String> seen = new ArrayList<>();
        for (JsonNode line : site.api("/api/tenant/demo/status")) {
            for (JsonNode item : line.path("items")) {
                List<String> jobs = rows(item.path("jobs")).stream()
                        .map(job -> job.path("job").asText() + " "
                                + job.path("state").asText() + " "
                                + job.path("result").asText())
                        .toList();
                seen.add(
                        line.path("pipeline").asText() + " " + line.path("name").asText() + " "
                                + item.path("subject").asText() + " buildset "
                                + item.path("buildset").asText() + " " + jobs);
            }
        }
        return seen.isEmpty() ? "nothing" : String.join("; ", seen);
    }

    int change(String project) {
        return change(project, "change-" + System.nanoTime() + ".txt", "x\n");
    }

    int change(String project, String path, String content) {
        return change(project, "Change " + path, path, content);
    }

    /// A change that depends on another.
    int changeOn(String project, int needed) {
        return change(
                project,
                "Need it\n\nDepends-On: " + gerrit.page(needed) + "\n",
                "change-" + System.nanoTime() + ".txt",
                "x\n");
    }

    private int change(String project, String subject, String path, String content) {
        int change = gerrit.change(project, subject, "why-" + System.nanoTime() + ".txt", "x\n");
        changes.add(change);
        patchset(change, path, content);
        return change;
    }

    /// Never the same twice: Gerrit makes no patch set of what is there already.
    void patchset(int change, String path, String content) {
        gerrit.patchset(change, path, path.endsWith(".yaml") ? content + "# " + System.nanoTime() + "\n" : content);
    }

    void approve(int change) {
        gerrit.vote(change, "Code-Review", 2);
    }

    /// Puts changes into a topic of their own.
    void topic(String name, int... members) {
        String topic = name + "-" + System.nanoTime();
        for (int change : members) {
            gerrit.topic(change, topic);
        }
    }

    void comment(int change, String words) {
        gerrit.comment(change, words);
    }

    /// As a person with every right merges it.
    void submit(int change) {
        gerrit.vote(change, "Code-Review", 2);
        gerrit.vote(change, "Verified", 2);
        gerrit.submit(change);
    }

    void hold(int change) {
        try {
            Files.writeString(holds.resolve(String.valueOf(change)), "");
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    void release(int change) {
        try {
            Files.deleteIfExists(holds.resolve(String.valueOf(change)));
        } catch (IOException stuck) {
            throw new UncheckedIOException(stuck);
        }
    }

    /// Ends a story, however it went: nothing of it is in a queue when the next one begins.
    void abandonAll() {
        changes.forEach(this::release);
        changes.stream().filter(change -> status(change).equals("NEW")).forEach(gerrit::abandon);
        try {
            await("empty queues", this::isEmpty);
        } catch (AssertionError stuck) {
            stuckSince = String.valueOf(stuck.getMessage());
            throw stuck;
        }
    }

    private boolean isEmpty() {
        return queue("check").isEmpty()
                && queue("gate").isEmpty()
                && queue("narrow").isEmpty();
    }

    String status(int change) {
        return gerrit.status(change);
    }

    /// When Gerrit merged it, to the second; such times are ordered as text.
    String submitted(int change) {
        return gerrit.detail(change).path("submitted").asText();
    }

    void merges(int change) {
        await("change " + change + " merged", () -> status(change).equals("MERGED"));
    }

    void isVerified(int change, int vote) {
        await("Verified " + vote + " on " + change, () -> gerrit.verified(change) == vote);
    }

    void isRefused(int change, String reason) {
        await(
                "change " + change + " refused because of '" + reason + "'",
                () -> gerrit.verified(change) == -2 && lastMessage(change).contains(reason));
    }

    List<String> messages(int change) {
        return gerrit.messages(change);
    }

    String lastMessage(int change) {
        List<String> all = messages(change);
        return all.isEmpty() ? "" : all.getLast();
    }

    /// Numbers of the changes in a pipeline, head first.
    List<Integer> queue(String pipeline) {
        List<Integer> found = new ArrayList<>();
        lines(pipeline).forEach(item -> found.add(number(item)));
        return found;
    }

    /// Numbers of the changes of a pipeline that have a build which runs.
    List<Integer> running(String pipeline) {
        return lines(pipeline).stream()
                .filter(item -> holds(item.path("jobs"), "state", "running"))
                .map(GateSite::number)
                .toList();
    }

    private List<JsonNode> lines(String pipeline) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode line : site.api("/api/tenant/demo/status")) {
            if (line.path("pipeline").asText().equals(pipeline)) {
                line.path("items").forEach(found::add);
            }
        }
        return found;
    }

    private static int number(JsonNode item) {
        return Integer.parseInt(item.path("subject").asText().split(",")[0]);
    }

    private static boolean holds(JsonNode rows, String key, String value) {
        for (JsonNode row : rows) {
            if (row.path(key).asText().equals(value)) {
                return true;
            }
        }
        return false;
    }

    private List<String> pipelines() {
        List<String> names = new ArrayList<>();
        site.api("/api/tenants").path(0).path("pipelines").forEach(name -> names.add(name.asText()));
        return names;
    }

    /// Waits for a build of the change's newest buildset that says it tests just these, in this order.
    void isTestedWith(int change, List<Integer> expected) {
        await(
                "change " + change + " tested with " + expected,
                () -> newest(change, "gate").stream()
                        .flatMap(set -> rows(set.path("builds")).stream())
                        .filter(build -> build.path("job").asText().equals("unit"))
                        .anyMatch(build -> tested(build).equals(expected)));
    }

    private List<Integer> tested(JsonNode build) {
        return TESTED.matcher(log(build))
                .results()
                .map((MatchResult found) -> Integer.valueOf(found.group(1)))
                .toList();
    }

    String log(JsonNode build) {
        try {
            return site.log(build.path("uuid").asText());
        } catch (IOException notYet) {
            return "";
        }
    }

    boolean succeeded(int change) {
        return ended(change, "gate", "unit")
                && build(change, "gate", "unit").path("result").asText().equals("SUCCESS");
    }

    boolean ended(int change, String pipeline, String job) {
        return newest(change, pipeline).stream()
                .flatMap(set -> rows(set.path("builds")).stream())
                .anyMatch(build -> build.path("job").asText().equals(job)
                        && !build.path("result").asText().isEmpty());
    }

    JsonNode build(int change, String pipeline, String job) {
        return builds(change, pipeline).stream()
                .filter(build -> build.path("job").asText().equals(job))
                .findFirst()
                .orElseThrow();
    }

    /// Builds of the newest buildset.
    List<JsonNode> builds(int change, String pipeline) {
        return newest(change, pipeline).map(set -> rows(set.path("builds"))).orElse(List.of());
    }

    List<String> jobs(int change, String pipeline) {
        return builds(change, pipeline).stream()
                .map(build -> build.path("job").asText())
                .toList();
    }

    /// The results of all tries of a job, first one first.
    List<String> results(int change, String pipeline, String job) {
        return builds(change, pipeline).stream()
                .filter(build -> build.path("job").asText().equals(job))
                .sorted(Comparator.comparing(build -> build.path("attempt").asInt()))
                .map(build -> build.path("result").asText())
                .toList();
    }

    List<JsonNode> buildsets(int change, String pipeline) {
        return rows(site.api("/api/tenant/demo/buildsets?change=" + change)).stream()
                .filter(set -> set.path("pipeline").asText().equals(pipeline))
                .toList();
    }

    /// Waits until the change's buildset in the gate says so of its landing.
    void landed(int change, String words) {
        await(
                "change " + change + " landed: " + words,
                () -> newest(change, "gate")
                        .filter(set -> set.path("landed").asText().contains(words))
                        .isPresent());
    }

    /// Waits until the metric has counted something: metrics are brought up to date every few seconds.
    void counts(String metric) {
        Pattern counted = Pattern.compile("(?m)^" + metric + ".* [1-9]");
        await(
                metric + " counted",
                () -> counted.matcher(site.text(site.place("SLUICE_URL") + "/metrics"))
                        .find());
    }

    private Optional<JsonNode> newest(int change, String pipeline) {
        return buildsets(change, pipeline).stream()
                .max(Comparator.comparing(set -> set.path("startedAt").asLong()));
    }

    private static List<JsonNode> rows(JsonNode array) {
        List<JsonNode> rows = new ArrayList<>();
        array.forEach(rows::add);
        return rows;
    }
}
