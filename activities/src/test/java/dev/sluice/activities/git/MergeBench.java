package dev.sluice.activities.git;

import dev.sluice.activities.contract.SourceTrees.MergeStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;

/// A speculative merge in a large repository, beside `git merge-tree` on the same commits of the same repository.
///
/// Arguments: files of the repository (10000), merges (300). Fails when the median is above 20 ms.
public final class MergeBench {
    private static final int WARM_UP = 50;
    private static final double LIMIT_MILLIS = 20;

    private MergeBench() {}

    public static void main(String[] arguments) throws Exception {
        int files = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        int merges = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 300;
        Path directory = Files.createTempDirectory("sluice-merge-bench").resolve("big.git");
        try (RemoteRepository repository = new RemoteRepository(directory)) {
            Map<String, String> tree = new LinkedHashMap<>();
            for (int i = 0; i < files; i++) {
                tree.put("module%03d/src/file%05d.txt".formatted(i / 100, i), "text of " + i + "\n");
            }
            String root = repository.commit(tree);
            tree.put("module000/src/moved-on.txt", "the branch moved on\n");
            String tip = repository.commit(tree, root);
            tree.remove("module000/src/moved-on.txt");
            List<MergeStep> changes = new ArrayList<>();
            for (int i = 0; i < WARM_UP + merges; i++) {
                changes.add(change(repository, tree, root, i, files));
            }
            run(directory, "git", "gc", "--quiet");
            List<Long> own = new ArrayList<>();
            List<Long> git = new ArrayList<>();
            Merger merger = new Merger(repository.repository());
            for (int i = 0; i < changes.size(); i++) {
                long began = System.nanoTime();
                merge(merger, tip, changes.get(i));
                long merged = System.nanoTime();
                run(
                        directory,
                        "git",
                        "merge-tree",
                        "--write-tree",
                        tip,
                        changes.get(i).commit());
                if (i >= WARM_UP) {
                    own.add(merged - began);
                    git.add(System.nanoTime() - merged);
                }
            }
            double median = print(files, "in-core merge", own);
            print(files, "git merge-tree", git);
            if (median > LIMIT_MILLIS) {
                throw new IllegalStateException("the median is above " + LIMIT_MILLIS + " ms");
            }
        }
    }

    /// One file edited, one added.
    private static MergeStep change(
            RemoteRepository repository, Map<String, String> tree, String root, int i, int files) {
        int edited = i * 31 % files;
        String path = "module%03d/src/file%05d.txt".formatted(edited / 100, edited);
        Map<String, String> own = new LinkedHashMap<>(tree);
        own.put(path, "edited by change " + i + "\n");
        own.put("module%03d/src/new%05d.txt".formatted(edited / 100, i), "new\n");
        return repository.step(i, repository.commit(own, root), "merge-resolve");
    }

    private static void merge(Merger merger, String tip, MergeStep step) throws IOException {
        Merger.Outcome outcome = merger.mergeStack(ObjectId.fromString(tip), List.of(step));
        if (!(outcome instanceof Merger.Outcome.Merged)) {
            throw new IllegalStateException("it should merge: " + outcome);
        }
    }

    private static void run(Path directory, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + process.exitValue());
        }
    }

    private static double print(int files, String what, List<Long> nanos) {
        Collections.sort(nanos);
        double median = nanos.get(nanos.size() / 2) / 1e6;
        System.out.printf(
                "%-15s %d files: p50 %.1f ms, p99 %.1f ms (%d merges)%n",
                what, files, median, nanos.get((int) Math.ceil(nanos.size() * 0.99) - 1) / 1e6, nanos.size());
        return median;
    }
}
