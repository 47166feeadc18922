package dev.sluice.activities.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.activities.contract.JobTrees;
import dev.sluice.engine.jobgraph.FrozenInclude;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the executor says of a job that it cannot run: golden files `messages/CODE.txt`. Run with `-Dmessages.update`
/// to write them anew.
final class ExecutorMessagesTest {
    private static final Path ROOT = Path.of("src/test/resources/messages");

    @TempDir
    private Path directory;

    private Workbench bench;

    @BeforeEach
    void setUp() {
        bench = new Workbench(directory);
    }

    private static void isGolden(String code, String told) throws IOException {
        Path golden = ROOT.resolve(code + ".txt");
        if (System.getProperty("messages.update") != null) {
            Files.createDirectories(ROOT);
            Files.writeString(golden, told + "\n");
        }
        assertThat(told).contains(code);
        assertThat(told + "\n").isEqualTo(Files.readString(golden));
    }

    private String refusal() {
        return catchThrowableOfType(ApplicationFailure.class, bench::open).getOriginalMessage();
    }

    @Test
    void aPlaybookThatIsNotThere() throws IOException {
        bench.run.add(bench.playbook(false, "- hosts: all\n  tasks: []\n"));
        bench.appFiles.clear();

        isGolden("PLAYBOOK-100", refusal());
    }

    @Test
    void aSecretOfAnotherKey() throws IOException {
        bench.secrets.add(
                bench.secret("login", Map.of("password", Map.of("!encrypted/pkcs1-oaep", List.of("bm90IG91cnM=")))));
        bench.run.add(bench.playbook(true, "- hosts: all\n  tasks: []\n"));

        isGolden("PLAYBOOK-101", refusal());
    }

    @Test
    void sourcesForWhoHasThem() throws IOException {
        bench.roles.put(
                "prepare-workspace",
                new PrepareWorkspace(
                        new ExecutorSettings(bench.state, "q", "h", Map.of(), List.of(), Duration.ofSeconds(1))));
        bench.restart();

        isGolden(
                "PLAYBOOK-102",
                bench.play("- hosts: localhost\n  roles: [prepare-workspace]\n")
                        .getFirst()
                        .message());
    }

    @Test
    void filesOfVariablesThatAreMissingOrWrong() throws IOException {
        bench.appFiles.put("list.yaml", "[1]\n");
        bench.appFiles.put("names.yaml", "a-b: 1\n");
        for (String file : List.of("none.yaml", "list.yaml", "names.yaml", "../out.yaml")) {
            bench.includeVars.add(new FrozenInclude(file, Optional.empty(), true, true));
        }
        bench.jobTrees.put("unit", new JobTrees(List.of(), List.of("master", "master", "master", "master"), Map.of()));
        bench.run.add(bench.playbook(true, "- hosts: all\n  tasks: []\n"));

        isGolden("PLAYBOOK-103", refusal());
    }
}
