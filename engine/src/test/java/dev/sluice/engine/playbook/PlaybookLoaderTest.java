package dev.sluice.engine.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.playbook.Playbook.Step;
import dev.sluice.engine.playbook.Playbook.Work;
import dev.sluice.engine.playbook.PlaybookLoader.Loaded;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Cases lie in `valid/` and `invalid/`; each invalid one has its exact messages beside it (`.txt`, rewritten with
/// `-Dstories.update=true`). A case whose first line holds `untrusted` is of an untrusted project.
class PlaybookLoaderTest {
    private static final Path CASES = Path.of("src/test/resources/playbook");
    private static final List<String> ROLES = List.of("build-docker-image", "ensure-docker", "use-buildset-registry");

    static Stream<Path> valid() throws IOException {
        return yaml(CASES.resolve("valid"));
    }

    static Stream<Path> invalid() throws IOException {
        return yaml(CASES.resolve("invalid"));
    }

    private static Stream<Path> yaml(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("valid")
    void acceptsWithoutAWord(Path file) throws IOException {
        assertThat(load(Files.readString(file)).problems())
                .map(Problem::oneLine)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void tellsWhatIsWrong(Path file) throws IOException {
        String told = load(Files.readString(file)).problems().stream()
                .map(problem -> (problem.severity() == Severity.WARNING ? "warning: " : "") + problem.oneLine() + "\n")
                .collect(Collectors.joining());
        Path golden = Path.of(file.toString().replace(".yaml", ".txt"));
        if (Boolean.getBoolean("stories.update")) {
            Files.writeString(golden, told);
        }
        assertThat(told).isNotEmpty().isEqualTo(Files.readString(golden));
    }

    @Test
    void hasACaseForEveryCodeAndNoFileThatNobodyReads() throws IOException {
        TreeSet<String> codes = new TreeSet<>();
        try (Stream<Path> files = Files.list(CASES.resolve("invalid"))) {
            for (Path file : files.toList()) {
                String name = file.toString();
                assertThat(name).matches(".*\\.(yaml|txt)");
                assertThat(Path.of(name.replace(".txt", ".yaml"))).exists();
                if (name.endsWith(".yaml")) {
                    load(Files.readString(file)).problems().forEach(problem -> codes.add(problem.code()));
                }
            }
        }
        assertThat(codes).hasSize(19).startsWith("PLAYBOOK-001").endsWith("PLAYBOOK-019");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "command: ls",
                "shell: ls",
                "copy: {content: x, dest: /x}",
                "template: {src: x, dest: /x}",
                "file: path=/x state=touch",
                "stat: path=/x",
                "include_role: {name: ensure-docker}",
                "import_role: {name: build-docker-image}"
            })
    void refusesEachModuleAndRoleOnTheExecutorInAnUntrustedPlaybook(String task) {
        assertThat(codes("# untrusted\n- hosts: localhost\n  tasks:\n    - " + task))
                .containsExactly("PLAYBOOK-010");
        assertThat(codes("# untrusted\n- hosts: all\n  tasks:\n    - " + task + "\n      delegate_to: localhost"))
                .contains("PLAYBOOK-010");
        assertThat(codes("# untrusted\n- hosts: all,localhost\n  tasks:\n    - block:\n        - " + task))
                .containsExactly("PLAYBOOK-010");
        assertThat(codes("# untrusted\n- hosts: all\n  tasks:\n    - " + task)).isEmpty();
        assertThat(codes("- hosts: localhost\n  tasks:\n    - " + task)).isEmpty();
    }

    @Test
    void refusesWhatARoleAsDataDoesOnTheExecutorInAnUntrustedPlaybook() {
        String files = "\n=== roles/sly/tasks/main.yaml\n- shell: cat /etc/passwd\n=== sly.yaml\n- shell: id\n";
        assertThat(codes("# untrusted\n- hosts: localhost\n  roles: [sly]" + files))
                .containsExactly("PLAYBOOK-010");
        assertThat(codes("# untrusted\n- hosts: localhost\n  tasks: [{include_tasks: sly.yaml}]" + files))
                .containsExactly("PLAYBOOK-010");
        assertThat(codes("# untrusted\n- hosts: localhost\n  roles: [ensure-docker]"))
                .containsExactly("PLAYBOOK-010");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zuul_return: {data: {x: 1}}",
                "set_fact: {x: 1}",
                "debug: msg=x",
                "assert: {that: true}",
                "fail: msg=x"
            })
    void allowsWhatIsHarmlessOnTheExecutor(String task) {
        assertThat(codes("# untrusted\n- hosts: localhost\n  tasks:\n    - block:\n        - " + task))
                .isEmpty();
    }

    @Test
    void writesOutWhatAStepInherits() {
        Loaded loaded = load("""
                - hosts: all
                  vars: {p: 1}
                  tasks:
                    - when: outer
                      vars: {a: 1}
                      environment: {E: "1"}
                      block:
                        - ansible.builtin.shell:
                            cmd: make
                            chdir: src
                          when: [inner, not other]
                          vars: {a: 2}
                          register: made
                          retries: 4
                          until: made is succeeded
                """);
        Step step = loaded.playbook().step(0, "0.0");
        assertThat(step.conditions()).containsExactly("outer", "inner", "not other");
        assertThat(step.vars()).containsExactly(Map.of("a", 1L), Map.of("a", 2L));
        assertThat(step.environment()).containsExactly(Map.of("E", "1"));
        assertThat(step.work()).isEqualTo(new Work.Module("shell", Map.of("cmd", "make", "chdir", "src")));
        assertThat(step.outcome().retries()).isEqualTo(4L);
        assertThat(step.register()).contains("made");
        assertThat(loaded.playbook().plays().getFirst().vars()).isEqualTo(Map.of("p", 1L));
    }

    @Test
    void keepsAFreeFormCommandAsWrittenSaveItsOptions() {
        assertThat(argumentsOf("- command: make  'a  b' chdir=src creates={{ x }}/y z"))
                .isEqualTo(Map.of("_raw", "make  'a  b'   z", "chdir", "src", "creates", "{{ x }}/y"));
        assertThat(argumentsOf("- shell: A=1 make | tee x")).isEqualTo(Map.of("_raw", "A=1 make | tee x"));
    }

    private static Map<String, Object> argumentsOf(String task) {
        Loaded loaded = load("- hosts: all\n  tasks:\n  " + task);
        assertThat(loaded.problems()).isEmpty();
        return ((Work.Module) loaded.playbook().step(0, "0").work()).arguments();
    }

    @Test
    void readsNumbersAsAnsibleDoes() {
        assertThat(argumentsOf("- copy: {content: x, dest: /x, mode: 0644}")).containsEntry("mode", 420L);
        assertThat(argumentsOf("- copy: {content: x, dest: /x, mode: '0644'}")).containsEntry("mode", "0644");
        assertThat(argumentsOf("- set_fact: {a: yes, b: 0x1F, c: 1.5, d: 2024-01-01, e: ~}"))
                .containsEntry("a", true)
                .containsEntry("b", 31L)
                .containsEntry("c", 1.5)
                .containsEntry("d", "2024-01-01")
                .containsEntry("e", null);
    }

    @Test
    void keepsIdsOfTheSameText() {
        String text = "- hosts: all\n  tasks:\n    - block: [{command: a}]\n      rescue: [{command: b}]\n";
        assertThat(load(text).outline()).isEqualTo(load(text).outline());
        assertThat(load(text).playbook().plays().getFirst().steps().keySet()).containsExactly("0.0", "0.r0");
    }

    @Test
    void survivesHostileText() {
        assertThat(codes("[".repeat(100_000))).containsExactly("PLAYBOOK-001");
        assertThat(codes("x".repeat(1_100_000))).containsExactly("PLAYBOOK-002");
        StringBuilder laughs = new StringBuilder("- &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            laughs.append("- &a")
                    .append(i)
                    .append(" [")
                    .append(("*a" + (i - 1) + ", ").repeat(10))
                    .append("]\n");
        }
        assertThat(codes(laughs.toString())).contains("PLAYBOOK-002");
        assertThat(codes("&a [*a]")).containsExactly("PLAYBOOK-002");
        assertThat(codes("- hosts: all\n  tasks:\n" + "    - command: x\n".repeat(10_001)))
                .containsExactly("PLAYBOOK-002");
        assertThat(codes("- hosts: all\n  tasks: [" + "{block: [".repeat(25) + "{command: x}" + "]}".repeat(25) + "]"))
                .isEmpty();
        assertThat(codes("!!javax.script.ScriptEngineManager [x]")).isNotEmpty();
        assertThat(codes("\0")).containsExactly("PLAYBOOK-001");
    }

    private static List<String> codes(String text) {
        return load(text).problems().stream().map(Problem::code).toList();
    }

    private static Loaded load(String text) {
        TestFiles files = TestFiles.of(text);
        boolean trusted = !text.lines().findFirst().orElse("").contains("untrusted");
        Map<String, List<String>> groups = new LinkedHashMap<>();
        groups.put("builders", List.of("builder"));
        Inventory inventory = new Inventory(List.of("builder", "tester"), groups);
        return new PlaybookLoader(new Catalogue(ROLES))
                .load("playbook.yaml", files.playbook(), files, trusted, inventory);
    }
}
