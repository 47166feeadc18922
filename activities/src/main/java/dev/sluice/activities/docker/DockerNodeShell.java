package dev.sluice.activities.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.NodeShell;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;

/// Runs commands in nodes by the exec API, and moves files by the archive API.
///
/// A timeout of zero means none.
public final class DockerNodeShell implements NodeShell {
    private static final String HOME = "/root";

    private final EngineClient engine;
    private final NodeDirectory nodes;
    private final NodeExec exec;
    private final NodeArchive archive;

    public DockerNodeShell(EngineClient engine) {
        this.engine = engine;
        this.nodes = new NodeDirectory(engine);
        this.exec = new NodeExec(engine);
        this.archive = new NodeArchive(engine);
    }

    @Override
    public Exit run(String build, String host, Command command, BiConsumer<String, String> output)
            throws InterruptedException {
        return inNode(build, host, "run a command", node -> exec.run(node.container(), command, HOME, output));
    }

    @Override
    public void write(String build, String host, String path, byte[] content, int mode) {
        inNodeUninterrupted(build, host, "write '" + path + "'", node -> {
            if (!archive.put(node.container(), Tars.of(Map.of(path, content), mode))) {
                overwriteInPlace(node, path, content, mode);
            }
            return true;
        });
    }

    /// A file that is itself mounted, such as `/etc/hosts`, can be written but not replaced.
    private void overwriteInPlace(NodeReference node, String path, byte[] content, int mode)
            throws InterruptedException {
        var command = new Command(
                List.of(
                        "/bin/sh",
                        "-c",
                        "cat >\"$1\" && chmod \"$2\" \"$1\"",
                        "sluice",
                        path,
                        Integer.toOctalString(mode)),
                Map.of(),
                "/",
                Optional.of(content),
                NodeExec.HOUSEKEEPING);
        var said = new ConcurrentLinkedQueue<String>();
        Exit exit = exec.run(node.container(), command, HOME, (stream, line) -> said.add(line));
        if (exit.code() != 0) {
            throw new IllegalArgumentException("'" + path + "' cannot be written: " + String.join(" ", said));
        }
    }

    @Override
    public Optional<byte[]> read(String build, String host, String path, long maximumBytes) {
        return inNodeUninterrupted(
                build, host, "read '" + path + "'", node -> archive.read(node.container(), path, maximumBytes));
    }

    @Override
    public void copyTree(String build, String host, Path from, String to) {
        inNodeUninterrupted(build, host, "copy a directory to '" + to + "'", node -> {
            archive.putTree(node.container(), from, to);
            return true;
        });
    }

    @Override
    public NodeFacts facts(String build, String host) {
        return inNodeUninterrupted(
                build,
                host,
                "describe it",
                node -> new NodeFacts(host, node.label(), node.address(), engine.advertiseHost(), HOME, node.engine()));
    }

    private <T> T inNodeUninterrupted(String build, String host, String purpose, NodeWork<T> work) {
        try {
            return inNode(build, host, purpose, work);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureFailure("Interrupted: could not " + purpose + " on node '" + host + "'", e);
        }
    }

    private <T> T inNode(String build, String host, String purpose, NodeWork<T> work) throws InterruptedException {
        try {
            return work.on(nodes.find(build, host));
        } catch (IllegalArgumentException | Unreachable e) {
            throw e;
        } catch (InfrastructureFailure e) {
            throw EngineFailures.unanswered(e) ? new Unreachable(EngineFailures.message(e), e) : e;
        } catch (RuntimeException e) {
            if (!gone(e)) {
                throw EngineFailures.explain(engine.settings(), purpose + " on node '" + host + "'", e);
            }
            nodes.forget(build);
            throw new Unreachable(
                    "Could not " + purpose + ": node '" + host + "' of build '" + build + "' is out of reach: "
                            + EngineFailures.said(e) + " [NODE-GONE]",
                    e);
        }
    }

    private static boolean gone(RuntimeException failure) {
        return failure instanceof NotFoundException
                || failure instanceof ConflictException
                || failure instanceof NodeExec.NodeStopped
                || (!(failure instanceof DockerException) && EngineFailures.unanswered(failure));
    }

    /// Something done with a node.
    private interface NodeWork<T> {
        T on(NodeReference node) throws InterruptedException;
    }
}
