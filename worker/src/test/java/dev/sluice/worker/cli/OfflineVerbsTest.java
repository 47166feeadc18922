package dev.sluice.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `lint`, `job-graph`, `freeze-job` and `conform`: what they print and how they end, without any site.
final class OfflineVerbsTest {
    @TempDir
    Path root;

    @BeforeEach
    void projects() throws IOException {
        write(
                "main.yaml",
                "- tenant: {name: t, source: {gerrit: {config-projects: [cfg], untrusted-projects: [org/app]}}}\n");
        write("cfg/zuul.yaml", """
                - pipeline: {name: check, manager: independent, trigger: {gerrit: [{event: patchset-created}]}}
                - job: {name: base, parent: null, run: base.yaml, timeout: 60}
                """);
        write("org/app/.zuul.yaml", """
                - job: {name: unit, timeout: 90, files: [src/]}
                - job: {name: lint}
                - project: {check: {jobs: [unit, {lint: {dependencies: [{name: unit, soft: true}]}}]}}
                """);
    }

    @Test
    void lintSaysNothingOfAGoodCheckout() {
        Said said = say("lint", path("org/app"));

        assertThat(said.exit()).isZero();
        assertThat(said.out()).isEqualTo("0 errors, 0 warnings\n");
    }

    @Test
    void lintTellsAllMistakesAndFails() throws IOException {
        write("org/app/.zuul.yaml", "- job: {name: unit, timeuot: 90}\n- nodeset: {name: n, nodes: [{name: a}]}\n");

        Said said = say("lint", path("org/app"));

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out()).contains(".zuul.yaml:1:21: ", "Did you mean 'timeout'?", "[CONFIG-106]", "2 errors");
    }

    @Test
    void lintPrintsJson() throws IOException {
        write("org/app/.zuul.yaml", "- job: {name: unit, timeuot: 90}\n");

        JsonNode problems = json(say("lint", "--json", path("org/app")));

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).path("code").asText()).isEqualTo("CONFIG-105");
        assertThat(problems.get(0).path("where").path("line").asInt()).isEqualTo(1);
    }

    @Test
    void lintOnlyWarnsOfDeprecations() throws IOException {
        write("org/app/.zuul.yaml", "- job: {name: unit, files: ['^(?!docs)']}\n");

        Said said = say("lint", path("org/app"));

        assertThat(said.exit()).isZero();
        assertThat(said.out()).contains("warning: ", "0 errors, 1 warning\n");
    }

    @Test
    void lintWarnsOfNamesThatTheCheckoutDoesNotDefine() throws IOException {
        write("org/app/.zuul.yaml", """
                - job: {name: unit, parent: unti-base, nodeset: smal, required-projects: [org/lib]}
                - nodeset: {name: small, nodes: []}
                - project: {templates: [docs], check: {jobs: [unit, lnit]}}
                """);

        Said said = say("lint", path("org/app"));

        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .contains("'unti-base'", "'smal'", "Did you mean 'small'?", "'docs'", "'lnit'")
                .contains("Another project of the tenant may define it; --tenants tells for sure.")
                .contains("0 errors, 4 warnings");
    }

    @Test
    void lintKnowsThatASecretMustStandInItsProject() throws IOException {
        write("org/app/.zuul.yaml", "- job: {name: unit, run: unit.yaml, secrets: [key]}\n");

        Said said = say("lint", path("org/app"));

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out()).contains("'key' was not found", "[CONFIG-306]");
    }

    @Test
    void lintLooksNamesUpInTheWholeTenant() throws IOException {
        write("elsewhere/zuul.yaml", "- job: {name: unit, parent: bsae}\n");

        Said said = say(
                "lint",
                "--tenants",
                path("main.yaml"),
                "--from",
                root.toString(),
                "--project",
                "org/app",
                path("elsewhere"));

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out()).contains("Did you mean 'base'?", "[CONFIG-301]", "1 error,");
    }

    @Test
    void lintSaysWhenThereIsNothingToLookAt() throws IOException {
        write("empty/README", "");

        Said said = say("lint", path("empty"));

        assertThat(said.exit()).isZero();
        assertThat(said.error()).startsWith("There is no zuul.yaml");
        assertThat(say("lint", path("org/app")).error()).isEmpty();
    }

    @Test
    void lintRefusesADirectoryThatIsNotThere() {
        assertThat(say("lint", path("nowhere")).exit()).isEqualTo(1);
        assertThat(say("lint", path("nowhere")).error()).contains("is no directory");
    }

    @Test
    void jobGraphSaysWhyEachJobRunsOrNot() {
        Said said = tenant("job-graph", "--pipeline", "check", "--project", "org/app", "--file", "README");

        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .contains(
                        "+ lint\n",
                        "it runs: it has no file matchers",
                        "- unit\n",
                        "none of the change's 1 files matches");
    }

    @Test
    void jobGraphPrintsJson() throws IOException {
        JsonNode graph =
                json(tenant("job-graph", "--json", "--pipeline", "check", "--project", "org/app", "--file", "src/a"));

        assertThat(graph.path("jobs").findValuesAsText("name")).contains("unit", "lint");
        assertThat(graph.path("jobs")
                        .get(1)
                        .path("dependencies")
                        .get(0)
                        .path("soft")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void freezeJobShowsEachAttributeAndItsOrigin() {
        Said said = tenant("freeze-job", "unit", "--pipeline", "check", "--project", "org/app");

        assertThat(said.exit()).isZero();
        assertThat(said.out()).contains("timeout: 90\n    from unit @ org/app/master/.zuul.yaml:1\n", "attempts: 3\n");
    }

    @Test
    void freezeJobPrintsJson() throws IOException {
        JsonNode job = json(tenant("freeze-job", "lint", "--json", "--pipeline", "check", "--project", "org/app"));

        assertThat(job.path("timeout").asInt()).isEqualTo(60);
        assertThat(job.path("origins").path("timeout").get(0).asText()).startsWith("base @ cfg/");
    }

    @Test
    void freezeJobSaysWhyAJobDoesNotRun() {
        Said said = tenant("freeze-job", "unit", "--pipeline", "check", "--project", "org/app", "--file", "README");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.error()).contains("The job 'unit' does not run", "it does not run: none of the change's");
    }

    @Test
    void freezeJobKnowsWhichJobsRunInsteadOfAMisspeltOne() {
        Said said = tenant("freeze-job", "unti", "--pipeline", "check", "--project", "org/app");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.error()).contains("The job 'unti' does not run", "Did you mean 'unit'?", "Jobs that run: ");
    }

    @Test
    void namesThatTheTenantLacksAreToldWithASuggestion() {
        assertThat(tenant("job-graph", "--pipeline", "chekc", "--project", "org/app")
                        .error())
                .contains("no pipeline 'chekc'", "Did you mean 'check'?");
        assertThat(tenant("job-graph", "--pipeline", "check", "--project", "org/ap")
                        .error())
                .contains("no project 'org/ap'", "Did you mean 'org/app'?");
    }

    @Test
    void conformPrintsALineForEachCaseAndCountsLast() throws IOException {
        String good = """
                case: GOOD
                title: loads
                level: config
                tenant: {name: t, source: {gerrit: {config-projects: [cfg]}}}
                repos: {cfg: {master: {zuul.yaml: "- job: {name: base, parent: null}"}}}
                expect: {no_errors: true}
                """;
        write("cases/GOOD.yaml", good);

        assertThat(say("conform", path("cases"))).isEqualTo(new Said(0, "PASS GOOD\n1 passed, 0 failed\n", ""));

        write("cases/BAD.yaml", good.replace("GOOD", "BAD").replace("no_errors: true", "errors: [{contains: [x]}]"));
        write("cases/ODD.yaml", good.replace("GOOD", "ODD") + "sofa: 1\n");
        Said said = say("conform", path("cases"));

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out().lines().toList()).hasSize(4).last().isEqualTo("1 passed, 2 failed");
        assertThat(said.out()).contains("FAIL BAD: expect", "FAIL ODD: ", "sofa");
        assertThat(say("conform", "--case", "GOOD", path("cases")).exit()).isZero();
        assertThat(say("conform", "--level", "scheduler", path("cases")).out()).doesNotContain("GOOD");
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String path(String path) {
        return root.resolve(path).toString();
    }

    private record Said(int exit, String out, String error) {}

    private Said tenant(String verb, String... more) {
        String[] arguments = new String[more.length + 5];
        arguments[0] = verb;
        System.arraycopy(more, 0, arguments, 1, more.length);
        arguments[more.length + 1] = "--tenants";
        arguments[more.length + 2] = path("main.yaml");
        arguments[more.length + 3] = "--from";
        arguments[more.length + 4] = root.toString();
        return say(arguments);
    }

    private static Said say(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter error = new StringWriter();
        CommandLine command = SluiceCommand.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(error, true));
        int exit = command.execute(arguments);
        return new Said(exit, out.toString().replace("\r\n", "\n"), error.toString());
    }

    private static JsonNode json(Said said) throws IOException {
        return new ObjectMapper().readTree(said.out());
    }
}
