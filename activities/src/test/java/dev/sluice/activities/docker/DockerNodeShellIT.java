package dev.sluice.activities.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.NodeShell;
import dev.sluice.activities.contract.NodeShell.Command;
import dev.sluice.activities.contract.NodeShell.Exit;
import dev.sluice.workflows.port.ExecutorActivities.NodeRequest;
import dev.sluice.workflows.port.NodeActivities.ProvisionNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerNodeShellIT {
    private static final String BUILD = EngineUnderTest.newBuild();
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    static Path state;

    private static EngineClient engine;
    private static NodeWatch watch;
    private static DockerNodeActivities nodes;
    private static NodeShell shell;

    @BeforeAll
    static void startNodes() {
        engine = EngineUnderTest.orSkip(state);
        watch = new NodeWatch(engine, Duration.ofMillis(200));
        nodes = new DockerNodeActivities(engine, watch, new RecordingLink());
        nodes.provision(new ProvisionNodes(
                BUILD,
                "buildset",
                "job",
                List.of(
                        new NodeRequest(List.of("builder", "registry"), "docker"),
                        new NodeRequest(List.of("bare"), "plain"))));
        shell = new DockerNodeShell(engine);
    }

    @AfterAll
    static void removeNodes() throws IOException {
        if (nodes != null) {
            nodes.release(BUILD, null);
            assertThat(new Leftovers(engine).count()).isEqualTo(new Leftovers.Count(0, 0, 0, 0));
            watch.close();
            engine.close();
        }
    }

    @Test
    void handsOnEachLineOfBothStreamsAndTheExitCode() throws Exception {
        var lines = new CopyOnWriteArrayList<String>();
        Exit exit = shell.run(
                BUILD,
                "builder",
                command("printf 'one\\ntwo\\r\\nhalf'; echo oops >&2; exit 7"),
                (stream, line) -> lines.add(stream + ":" + line));
        assertThat(exit.code()).isEqualTo(7);
        assertThat(lines).containsExactlyInAnyOrder("stdout:one", "stdout:two", "stdout:half", "stderr:oops");
    }

    @Test
    void handsOnALineWhileTheCommandStillRuns() throws Exception {
        run("mkfifo /tmp/go");
        var seen = new CountDownLatch(1);
        var ended = CompletableFuture.supplyAsync(() -> {
            try {
                return shell.run(
                        BUILD, "builder", command("echo first; read wait </tmp/go; echo last"), (stream, line) -> {
                            if (line.equals("first")) {
                                seen.countDown();
                            }
                        });
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(seen.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(ended).isNotDone();
        run("echo >/tmp/go");
        assertThat(ended.get(20, TimeUnit.SECONDS).code()).isZero();
    }

    @Test
    void givesStandardInputWholeAndEndsIt() throws Exception {
        byte[] input = "x".repeat(300_000).getBytes(UTF_8);
        var lines = new CopyOnWriteArrayList<String>();
        Exit exit = shell.run(
                BUILD,
                "builder",
                new Command(List.of("wc", "-c"), Map.of(), "", Optional.of(input), LONG),
                (stream, line) -> lines.add(line));
        assertThat(exit.code()).isZero();
        assertThat(lines).containsExactly("300000");
    }

    @Test
    void theExitCodeIsTheCommandsEvenWhenItIgnoresItsInput() throws Exception {
        Exit exit = shell.run(
                BUILD,
                "bare",
                new Command(List.of("sh", "-c", "exit 5"), Map.of(), "", Optional.of(new byte[100_000]), LONG),
                (stream, line) -> {});
        assertThat(exit.code()).isEqualTo(5);
    }

    @Test
    void givesEnvironmentWithoutShowingItInAnyCommandLine() throws Exception {
        var lines = new CopyOnWriteArrayList<String>();
        shell.run(
                BUILD,
                "builder",
                new Command(
                        List.of("sh", "-c", "echo $TOKEN; cat /proc/[0-9]*/cmdline | tr '\\0' ' '"),
                        Map.of("TOKEN", "hunter2hunter2"),
                        "",
                        Optional.empty(),
                        LONG),
                (stream, line) -> lines.add(line));
        assertThat(lines).startsWith("hunter2hunter2");
        assertThat(String.join("\n", lines.subList(1, lines.size()))).doesNotContain("hunter2");
    }

    @Test
    void runsInTheAskedDirectoryAndInTheHomeDirectoryElse() throws Exception {
        assertThat(output(new Command(List.of("pwd"), Map.of(), "/usr/bin", Optional.empty(), LONG)))
                .containsExactly("/usr/bin");
        assertThat(output(new Command(List.of("pwd"), Map.of(), "", Optional.empty(), LONG)))
                .containsExactly("/root");
    }

    @Test
    void aMissingDirectoryOrProgramIsAnExitCodeWithAMessage() throws Exception {
        var lines = new CopyOnWriteArrayList<String>();
        var nowhere = new Command(List.of("pwd"), Map.of(), "/nowhere", Optional.empty(), LONG);
        assertThat(shell.run(BUILD, "builder", nowhere, (stream, line) -> lines.add(line))
                        .code())
                .isEqualTo(126);
        var nothing = new Command(List.of("no-such-program"), Map.of(), "", Optional.empty(), LONG);
        assertThat(shell.run(BUILD, "builder", nothing, (stream, line) -> lines.add(line))
                        .code())
                .isEqualTo(127);
        assertThat(lines)
                .anyMatch(line -> line.contains("/nowhere"))
                .anyMatch(line -> line.contains("no-such-program"));
    }

    @Test
    void aTimeoutKillsTheWholeProcessGroup() throws Exception {
        var command = new Command(
                List.of("sh", "-c", "trap '' TERM; sleep 4711 & sleep 4711"),
                Map.of(),
                "",
                Optional.empty(),
                Duration.ofMillis(500));
        assertThat(shell.run(BUILD, "builder", command, (stream, line) -> {}).code())
                .isEqualTo(124);
        assertThat(processes()).doesNotContain("sleep 4711");
    }

    @Test
    void aTimeoutKillsACommandThatReadsItsInput() throws Exception {
        var command = new Command(
                List.of("sh", "-c", "sleep 4713"), Map.of(), "", Optional.of(new byte[10]), Duration.ofMillis(500));
        assertThat(shell.run(BUILD, "builder", command, (stream, line) -> {}).code())
                .isEqualTo(124);
        assertThat(processes()).doesNotContain("sleep 4713");
    }

    @Test
    void interruptingKillsTheCommandToo() throws Exception {
        var started = new CountDownLatch(1);
        var interrupted = new CompletableFuture<Boolean>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                shell.run(BUILD, "builder", command("echo go; sleep 4712"), (stream, line) -> started.countDown());
                interrupted.complete(false);
            } catch (InterruptedException e) {
                interrupted.complete(true);
            }
        });
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
        thread.interrupt();
        assertThat(interrupted.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(processes()).doesNotContain("sleep 4712");
    }

    @Test
    void waitsForACommandThatClosedItsOutput() throws Exception {
        Exit exit = shell.run(
                BUILD, "builder", command("exec >/dev/null 2>&1 </dev/null; sleep 0.5; exit 9"), (stream, line) -> {});
        assertThat(exit.code()).isEqualTo(9);
    }

    @Test
    void writesAndReadsFilesMakingDirectories() {
        byte[] content = {0, 1, 2, (byte) 255};
        shell.write(BUILD, "builder", "/srv/deep/down/file.bin", content, 0640);
        assertThat(shell.read(BUILD, "builder", "/srv/deep/down/file.bin", 100)).hasValue(content);
        assertThat(run("stat -c '%a %U' /srv/deep/down/file.bin /srv/deep/down"))
                .containsExactly("640 root", "755 root");
    }

    @Test
    void readsThroughSymbolicLinks() {
        shell.write(BUILD, "builder", "/srv/links/real", "hello".getBytes(UTF_8), 0644);
        run("ln -sf real /srv/links/relative; ln -sf /srv/links/relative /srv/links/absolute");
        assertThat(shell.read(BUILD, "builder", "/srv/links/absolute", 100)).hasValue("hello".getBytes(UTF_8));
    }

    @Test
    void anAbsentFileIsAbsentAndATooLargeOneIsRefused() {
        assertThat(shell.read(BUILD, "builder", "/no/such/file", 100)).isEmpty();
        shell.write(BUILD, "builder", "/srv/large", new byte[1000], 0644);
        assertThatThrownBy(() -> shell.read(BUILD, "builder", "/srv/large", 999))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1000 bytes");
        assertThatThrownBy(() -> shell.read(BUILD, "builder", "/srv", 999))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a file");
    }

    @Test
    void overwritesAFileThatIsAMountOfItsOwn() {
        byte[] before = shell.read(BUILD, "builder", "/etc/hosts", 10_000).orElseThrow();
        byte[] after = (new String(before, UTF_8) + "192.0.2.1\tzuul-jobs.buildset-registry\n").getBytes(UTF_8);
        shell.write(BUILD, "builder", "/etc/hosts", after, 0644);
        assertThat(run("cat /etc/hosts")).contains("192.0.2.1\tzuul-jobs.buildset-registry");
    }

    @Test
    void copiesATreeWithLinksModesAndOddNames(@TempDir Path tree) throws IOException {
        Files.createDirectories(tree.resolve("a/empty"));
        Files.writeString(tree.resolve("a/plain ü.txt"), "text");
        Path program = Files.writeString(tree.resolve("program"), "#!/bin/sh\necho ran\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(tree.resolve("link"), Path.of("a/plain ü.txt"));
        Path longName = tree.resolve("d".repeat(120)).resolve("e".repeat(120));
        Files.createDirectories(longName);
        Files.writeString(longName.resolve("f".repeat(100)), "far");

        shell.copyTree(BUILD, "builder", tree, "/root/src/example.com/org/project");

        assertThat(run(
                        "cd /root/src/example.com/org/project && ./program && cat link && ls -d a/empty && cat d*/e*/f* && "
                                + "stat -c %U . program"))
                .containsExactly("ran", "texta/empty", "farroot", "root");
    }

    @Test
    void tellsTheFactsOfEachName() {
        var facts = shell.facts(BUILD, "registry");
        assertThat(facts.name()).isEqualTo("registry");
        assertThat(facts.label()).isEqualTo("docker");
        assertThat(facts.engine()).isTrue();
        assertThat(run("hostname -i || getent hosts builder").toString()).contains(facts.address());
        assertThat(shell.facts(BUILD, "bare").engine()).isFalse();
    }

    @Test
    void aNodeReachesAnotherByName() throws Exception {
        var lines = new CopyOnWriteArrayList<String>();
        shell.run(BUILD, "bare", command("ping -c 1 -w 5 registry"), (stream, line) -> lines.add(line));
        assertThat(String.join("\n", lines)).contains("1 packets received");
    }

    @Test
    void aNodesOwnEngineRunsContainers() throws Exception {
        run("mkdir -p /tmp/img && cp /bin/true /tmp/img/ && tar -C /tmp/img -c . | docker import - probe:1 && "
                + "docker network create inner");
        assertThat(run("docker network inspect inner bridge -f '{{(index .IPAM.Config 0).Subnet}}'"))
                .containsExactly("10.213.0.0/24", "10.212.0.0/24");
        assertThat(run("docker images -q probe:1")).hasSize(1);
    }

    @Test
    void anUnknownNodeIsOutOfReach() {
        assertThatThrownBy(() -> shell.facts(BUILD, "nobody"))
                .isInstanceOf(NodeShell.Unreachable.class)
                .hasMessageContaining("'nobody'")
                .hasMessageContaining("builder");
    }

    private static Command command(String script) {
        return new Command(List.of("sh", "-c", script), Map.of(), "", Optional.empty(), LONG);
    }

    private static List<String> output(Command command) throws InterruptedException {
        var lines = new CopyOnWriteArrayList<String>();
        shell.run(BUILD, "builder", command, (stream, line) -> lines.add(line));
        return List.copyOf(lines);
    }

    private static List<String> run(String script) {
        try {
            return output(command(script));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String processes() {
        return String.join("\n", run("ps -eo args"));
    }
}
