package dev.sluice.activities.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.NodeShell;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.playbook.StepEnd;
import dev.sluice.engine.playbook.StepRun;
import dev.sluice.engine.playbook.StepStatus;
import dev.sluice.workflows.port.ExecutorActivities.StepRequest;
import io.temporal.client.ActivityCanceledException;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an executor does when nodes, steps and workers fail, and what it lets no playbook do.
class ExecutorTest {
    @TempDir
    private Path directory;

    private Workbench bench;

    @BeforeEach
    void setUp() {
        bench = new Workbench(directory);
    }

    private static List<StepStatus> statuses(List<StepEnd> ends) {
        return ends.stream().map(StepEnd::status).toList();
    }

    @Test
    void copiesTheSourcesToANode() {
        bench.roles.put(
                "prepare-workspace",
                new PrepareWorkspace(
                        new ExecutorSettings(bench.state, "q", "h", Map.of(), List.of(), Duration.ofSeconds(1))));
        bench.appFiles.put("Dockerfile", "FROM scratch\n");
        bench.restart();
        List<StepEnd> ends = bench.play("- hosts: all\n  roles: [prepare-workspace]\n");
        assertThat(statuses(ends)).containsExactly(StepStatus.CHANGED);
        assertThat(bench.node().resolve("src/review.example.com/org/app/Dockerfile"))
                .exists();
    }

    /// C47: once for a step, while it runs; what `no_log` hides is not looked at.
    @Test
    void tellsTheBuildOfOutputThatSaysItFails() {
        bench.failureOutput.addAll(List.of("never", "ERROR: .* is broken"));
        bench.play("""
                - hosts: node
                  tasks:
                    - shell: echo '  ERROR it is broken'; echo 'it has no ERROR'
                    - shell: "echo 'ERROR: it is broken'"
                      no_log: true
                    - shell: "echo 'ERROR: it is broken'; echo 'ERROR: more is broken'; true"
                """);

        assertThat(bench.link.failures).hasValue(1);
        assertThat(bench.logs.lines()).contains("node | Early failure in job, matched regex \"ERROR: .* is broken\"");
    }

    @Test
    void putsSourcesWhereTheWorkspaceSchemeSays() {
        bench.workspaceScheme = Optional.of("flat");
        bench.appFiles.put("Dockerfile", "FROM scratch\n");
        bench.restart();
        List<StepEnd> ends = bench.play("""
                - hosts: localhost
                  tasks:
                    - assert:
                        that:
                          - zuul.project.src_dir == 'src/app'
                          - zuul.projects['review.example.com/org/app'].src_dir == 'src/app'
                          - zuul.items[0].project.src_dir == 'src/app'
                    - command: cat {{ zuul.executor.work_root }}/../src/app/Dockerfile
                """);
        assertThat(statuses(ends)).containsExactly(StepStatus.OK, StepStatus.CHANGED);
    }

    @Test
    void twoProjectsOfOneNameDoNotFitIntoAFlatWorkspace() {
        bench.workspaceScheme = Optional.of("flat");
        bench.otherSources.add(new Project("gerrit", "review.example.com", "other/app"));

        assertThatThrownBy(() -> bench.play("- hosts: localhost\n  tasks: []\n"))
                .hasMessageContaining("Projects 'org/app' and 'other/app' would both be in 'src/app'.")
                .hasMessageContaining("[WORKSPACE-001]");
    }

    @Test
    void saysThatANodeIsOutOfReach() {
        bench.nodes.failure = Optional.of(new NodeShell.Unreachable("node is gone", new IOException("x")));
        List<StepEnd> ends = bench.play("- hosts: all\n  tasks: [{command: ls}]\n");
        assertThat(statuses(ends)).containsExactly(StepStatus.UNREACHABLE);
        assertThat(ends.getFirst().message()).isEqualTo("node is gone");
    }

    @Test
    void leavesADependencyThatFailedToTemporal() {
        bench.nodes.failure = Optional.of(new InfrastructureFailure("engine down"));
        assertThatThrownBy(() -> bench.play("- hosts: all\n  tasks: [{command: ls}]\n"))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo("DEPENDENCY");
                    assertThat(failure.isNonRetryable()).isFalse();
                    assertThat(failure.getOriginalMessage()).isEqualTo("engine down");
                });
        bench.nodes.failure = Optional.empty();
        assertThat(statuses(bench.runPlaybook(0))).containsExactly(StepStatus.CHANGED);
    }

    @Test
    void doesNotRunAStepAgainWhoseReportWasLost() throws IOException {
        bench.run.add(bench.playbook(true, """
                - hosts: all
                  tasks:
                    - shell: echo x >>runs; echo said
                      register: said
                    - debug: {msg: "it {{ said.stdout }}"}
                """));
        bench.open();
        StepRun first = new StepRun(0, "0", "", "node", "s");
        StepRequest request = new StepRequest("build1", 0, first, true, false, 0);
        StepEnd end = bench.executor().runStep(request);
        bench.restart();
        assertThat(bench.executor().runStep(request)).isEqualTo(end);
        assertThat(Files.readString(bench.node().resolve("runs"))).isEqualTo("x\n");

        StepEnd second = bench.step(0, new StepRun(0, "1", "", "node", "s"));
        assertThat(second.status()).isEqualTo(StepStatus.OK);
        assertThat(bench.logs.lines()).contains("node | it said");

        // A reset workflow runs the step as another activity.
        bench.step(0, first);
        assertThat(Files.readString(bench.node().resolve("runs"))).isEqualTo("x\nx\n");
    }

    @Test
    void runsAStepAgainWhoseRecordWasTorn() throws IOException {
        bench.play("- hosts: all\n  tasks: [{shell: echo x >>runs}]\n");
        Path journal = bench.state.resolve("workspaces/build1/variables.jsonl");
        String text = Files.readString(journal);
        Files.writeString(journal, text.substring(0, text.length() - 10));
        bench.restart();
        bench.executor().runStep(new StepRequest("build1", 0, new StepRun(0, "0", "", "node", "s"), true, false, 0));
        assertThat(Files.readString(bench.node().resolve("runs"))).isEqualTo("x\nx\n");
    }

    @Test
    void stopsTheCommandOfACancelledStep() throws Exception {
        bench.run.add(bench.playbook(true, "- hosts: all\n  tasks: [{shell: echo here; exec sleep 600}]\n"));
        bench.open();
        StepRequest request = new StepRequest("build1", 0, new StepRun(0, "0", "", "node", "s"), true, false, 0);
        CompletableFuture<StepEnd> running =
                CompletableFuture.supplyAsync(() -> bench.executor().runStep(request));
        while (!bench.logs.text().contains("node | here")) {
            Thread.onSpinWait();
        }
        bench.link.cancelled.set(Optional.of(new ActivityCanceledException()));
        assertThatThrownBy(() -> running.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(ActivityCanceledException.class);
        assertThat(bench.link.beats.get()).isPositive();
        assertThat(ProcessHandle.current()
                        .descendants()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains("sleep 600")))
                .isEmpty();
    }

    @Test
    void endsACommandWhoseTimeIsOver() {
        bench.run.add(bench.playbook(true, "- hosts: all\n  tasks: [{shell: sleep 600}]\n"));
        bench.open();
        StepEnd end = bench.executor()
                .runStep(new StepRequest("build1", 0, new StepRun(0, "0", "", "node", "s"), true, false, 1));
        assertThat(end.status()).isEqualTo(StepStatus.FAILED);
        assertThat(end.message()).contains("the job's time is over").contains("124");
    }

    @Test
    void opensAWorkspaceOnce() {
        bench.run.add(bench.playbook(true, "- hosts: all\n  tasks: []\n"));
        var opened = bench.open();
        int before = bench.checkouts.get();
        assertThat(bench.open()).isEqualTo(opened);
        bench.restart();
        assertThat(bench.open()).isEqualTo(opened);
        assertThat(bench.checkouts.get()).isEqualTo(before);
        assertThat(opened.nodes()).extracting("label").containsExactly("docker");
        assertThat(opened.timeoutSeconds()).isEqualTo(1800);
        bench.executor().closeWorkspace("build1", "SUCCESS");
        bench.executor().closeWorkspace("build1", "SUCCESS");
        assertThat(bench.state.resolve("workspaces/build1")).doesNotExist();
    }

    @Test
    void refusesBadPlaybooksWithAllTheirProblems() {
        bench.pre.add(bench.playbook(true, "- hosts: all\n  tasks: [{comand: ls}]\n"));
        bench.run.add(bench.playbook(false, "- hosts: localhost\n  tasks: [{command: ls}]\n"));
        assertThatThrownBy(() -> bench.open()).isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
            assertThat(failure.getType()).isEqualTo("CONFIG");
            assertThat(failure.getOriginalMessage())
                    .contains("playbooks/p0.yaml:2:12: module 'comand' is not known. Did you mean 'command'?")
                    .contains("[PLAYBOOK-005]")
                    .contains("playbooks/p1.yaml:2:12: module 'command' may not run on 'localhost'");
        });
    }

    @Test
    void neverFollowsALinkOutOfARepository() {
        bench.appFiles.put("playbooks/files/leak", "-> /etc/hostname");
        bench.appFiles.put("roles/sly/tasks/main.yaml", "-> /etc/passwd");
        bench.run.add(bench.playbook(false, """
                - hosts: all
                  tasks:
                    - copy: {src: leak, dest: out}
                      ignore_errors: true
                    - copy: {src: ../../../../../../../etc/hostname, dest: out}
                      ignore_errors: true
                    - copy: {src: /etc/hostname, dest: out}
                """));
        bench.open();
        List<StepEnd> ends = bench.runPlaybook(0);
        assertThat(ends).hasSize(3).allMatch(end -> end.message().contains("is not there"));
        assertThat(bench.node().resolve("out")).doesNotExist();
    }

    @Test
    void runsTrustedCommandsOnTheExecutorWithoutItsEnvironment() {
        List<StepEnd> ends = bench.play("""
                - hosts: localhost
                  tasks:
                    - shell: pwd; env | cut -d= -f1 | sort | tr '\\n' ' '
                - hosts: all
                  tasks:
                    - shell: pwd
                      delegate_to: localhost
                """);
        assertThat(statuses(ends)).containsOnly(StepStatus.CHANGED);
        assertThat(bench.logs.lines())
                .contains("localhost | " + bench.state.resolve("workspaces/build1/work"))
                .contains("node | " + bench.state.resolve("workspaces/build1/work"))
                .noneMatch(line -> line.contains("JAVA_HOME"));
    }
}
