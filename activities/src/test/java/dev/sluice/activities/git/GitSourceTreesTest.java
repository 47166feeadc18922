package dev.sluice.activities.git;

import static dev.sluice.activities.git.RemoteRepository.PROJECT;
import static dev.sluice.activities.git.RemoteRepository.files;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.SourceTrees.MergeStep;
import dev.sluice.activities.contract.SourceTrees.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GitSourceTreesTest {
    @TempDir
    private Path directory;

    private RemoteRepository remote;
    private Repositories repositories;
    private GitSourceTrees trees;

    @BeforeEach
    void open() {
        remote = new RemoteRepository(directory.resolve("remote.git"));
        repositories = new Repositories(directory.resolve("clones"), remote.remotes());
        trees = new GitSourceTrees(repositories);
    }

    @AfterEach
    void close() {
        repositories.close();
        remote.close();
    }

    private static SourceTree tree(String base, MergeStep... steps) {
        return new SourceTree(PROJECT, "master", base, List.of(steps));
    }

    @Test
    void checksOutTheMergeOnItsBranchSoThatGitItselfIsContentAfterAMove() throws Exception {
        String root = remote.commit(files("a", "a\n", "bin/run", "#!/bin/sh\n", "link@", "a"));
        String master = remote.commit(files("a", "a\n", "bin/run", "#!/bin/sh\n", "link@", "a", "m", "m\n"), root);
        remote.ref("refs/heads/master", master).ref("refs/heads/stable", root).ref("refs/tags/1.0", root);
        MergeStep step = remote.step(
                1, remote.commit(files("a", "b\n", "bin/run", "#!/bin/sh\n", "link@", "a"), root), "merge-resolve");
        Path here = directory.resolve("here");

        String commit = trees.checkout(tree(master, step), here);

        Path there = directory.resolve("moved/there");
        Files.createDirectories(there.getParent());
        Files.move(here, there);
        repositories.close();
        Repositories.delete(directory.resolve("clones"));
        assertThat(git(there, "status", "--porcelain=v2", "--branch"))
                .contains("# branch.oid " + commit, "# branch.head master", "# branch.upstream origin/master")
                .noneMatch(line -> !line.startsWith("#"));
        assertThat(git(there, "fsck", "--full", "--strict")).isEmpty();
        assertThat(git(there, "log", "--format=%s", "--first-parent"))
                .containsExactly("Merge change 1", "Commit 2", "Commit 1");
        assertThat(git(there, "rev-parse", "origin/master", "origin/stable", "1.0"))
                .containsExactly(master, root, root);
        assertThat(git(there, "config", "remote.origin.url")).containsExactly("https://review.example.com/org/app");
        assertThat(Files.readString(there.resolve("a"))).isEqualTo("b\n");
        assertThat(Files.isSymbolicLink(there.resolve("link"))).isTrue();
        assertThat(there.resolve(".git/objects/info/alternates")).doesNotExist();
        assertThat(hooks(there)).isEmpty();
    }

    @Test
    void checksOutATagWithNoBranch() throws Exception {
        String root = remote.commit(files("a", "a\n"));
        String master = remote.commit(files("a", "b\n"), root);
        remote.ref("refs/heads/master", master).ref("refs/tags/1.0", root);
        Path here = directory.resolve("here");

        String commit = trees.checkout(new SourceTree(PROJECT, "refs/tags/1.0", root, List.of()), here);

        assertThat(commit).isEqualTo(root);
        assertThat(git(here, "status", "--porcelain=v2", "--branch"))
                .containsExactly("# branch.oid " + root, "# branch.head (detached)");
        assertThat(git(here, "describe", "--tags")).containsExactly("1.0");
    }

    @Test
    void givesABuildNothingOfOtherChanges() throws Exception {
        String root = remote.commit(files("a", "a\n"));
        remote.ref("refs/heads/master", root);
        MergeStep mine = remote.step(1, remote.commit(files("a", "a\n", "mine", "m\n"), root), "merge-resolve");
        String secret = remote.commit(files("a", "a\n", "other", "embargoed\n"), root);
        MergeStep other = remote.step(2, secret, "merge-resolve");
        trees.checkout(tree(root, other), directory.resolve("other"));

        trees.checkout(tree(root, mine), directory.resolve("mine"));

        assertThat(git(directory.resolve("mine"), "cat-file", "--batch-all-objects", "--batch-check"))
                .anyMatch(line -> line.startsWith(mine.commit()))
                .noneMatch(line -> line.startsWith(secret));
    }

    @Test
    void aConflictIsTheUsersResult() {
        String root = remote.commit(files("a", "a\n"));
        String master = remote.commit(files("a", "b\n"), root);
        remote.ref("refs/heads/master", master);
        MergeStep step = remote.step(1, remote.commit(files("a", "c\n"), root), "merge-resolve");

        assertThatThrownBy(() -> trees.checkout(tree(master, step), directory.resolve("x")))
                .hasMessageContaining(
                        "refs/changes/01/1/1 does not merge into branch 'master' of project 'org/app'; in conflict: a");
        assertThat(directory.resolve("x")).doesNotExist();
    }

    @Test
    void neverWritesBelowASymbolicLink() throws Exception {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        remote.ref("refs/heads/master", forged(outside.toString(), "a"));

        assertThatThrownBy(() -> trees.checkout(tree(tip(), new MergeStep[0]), directory.resolve("x")))
                .hasMessageContaining("cannot be checked out");
        assertThat(outside).isEmptyDirectory();
        assertThat(directory.resolve("x")).doesNotExist();
    }

    @Test
    void refusesTreesWithTheNamesOfGitsOwnFiles() throws Exception {
        for (String name : List.of(".git", "..", ".GIT", "a\\..\\b/../x")) {
            remote.ref("refs/heads/master", named(name));
            assertThatThrownBy(() -> trees.checkout(tree(tip(), new MergeStep[0]), directory.resolve("x")))
                    .as(name)
                    .hasMessageContaining("cannot be checked out");
        }
    }

    @Test
    void makesABrokenCloneAnew() throws Exception {
        String root = remote.commit(files("a", "a\n"));
        remote.ref("refs/heads/master", root);
        trees.checkout(tree(root), directory.resolve("first"));
        repositories.close();
        try (Stream<Path> all = Files.walk(directory.resolve("clones/gerrit/org/app.git/objects"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Files.setPosixFilePermissions(
                        file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
        String commit;
        try (Repositories again = new Repositories(directory.resolve("clones"), remote.remotes())) {
            commit = new GitSourceTrees(again).checkout(tree(root), directory.resolve("second"));
        }

        assertThat(commit).isEqualTo(root);
        assertThat(git(directory.resolve("second"), "status", "--porcelain")).isEmpty();
    }

    @Test
    void checksOutTwoThousandFiles() throws Exception {
        Map<String, String> many = files();
        for (int i = 0; i < 2000; i++) {
            many.put(
                    "dir%02d/file%04d".formatted(i % 40, i),
                    "content of file %d\n".formatted(i).repeat(100));
        }
        String root = remote.commit(many);
        remote.ref("refs/heads/master", root);
        trees.checkout(tree(root), directory.resolve("warm"));
        long start = System.nanoTime();

        trees.checkout(tree(root), directory.resolve("measured"));

        System.out.println("checkout of 2,000 files, milliseconds: "
                + Duration.ofNanos(System.nanoTime() - start).toMillis());
        assertThat(git(directory.resolve("measured"), "ls-files")).hasSize(2000);
        assertThat(git(directory.resolve("measured"), "status", "--porcelain")).isEmpty();
    }

    private String tip() throws IOException {
        return remote.repository().resolve("refs/heads/master").name();
    }

    /// A tree with one name both as a link to a place outside and as a directory.
    private String forged(String target, String name) throws IOException {
        try (ObjectInserter inserter = remote.repository().newObjectInserter()) {
            ObjectId link = inserter.insert(3, target.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            TreeFormatter inner = new TreeFormatter();
            inner.append("planted", FileMode.REGULAR_FILE, link);
            TreeFormatter outer = new TreeFormatter();
            outer.append(name, FileMode.SYMLINK, link);
            outer.append(name, FileMode.TREE, inserter.insert(inner));
            return committed(inserter, inserter.insert(outer));
        }
    }

    private String named(String name) throws IOException {
        try (ObjectInserter inserter = remote.repository().newObjectInserter()) {
            ObjectId blob = inserter.insert(3, new byte[] {'x'});
            TreeFormatter tree = new TreeFormatter();
            tree.append(name, FileMode.REGULAR_FILE, blob);
            return committed(inserter, inserter.insert(tree));
        }
    }

    private String committed(ObjectInserter inserter, ObjectId tree) throws IOException {
        org.eclipse.jgit.lib.CommitBuilder commit = new org.eclipse.jgit.lib.CommitBuilder();
        commit.setTreeId(tree);
        org.eclipse.jgit.lib.PersonIdent ident = new org.eclipse.jgit.lib.PersonIdent("E", "e@example.com");
        commit.setAuthor(ident);
        commit.setCommitter(ident);
        commit.setMessage("evil");
        ObjectId id = inserter.insert(commit);
        inserter.flush();
        return id.name();
    }

    private static List<String> hooks(Path workTree) throws IOException {
        Path hooks = workTree.resolve(".git/hooks");
        if (!Files.exists(hooks)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(hooks)) {
            return all.map(Path::toString).toList();
        }
    }

    private static List<String> git(Path in, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-c", "safe.directory=*"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(in.toFile());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.redirectErrorStream(true).start();
        List<String> lines = process.inputReader().lines().toList();
        if (process.waitFor() != 0) {
            throw new IOException(String.join("\n", lines));
        }
        return lines;
    }
}
