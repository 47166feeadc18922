package dev.sluice.engine.config;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Writes a generated tenant as bare git repositories `NAME.git` and a `main.yaml`, with git's own `fast-import`. The
/// commits carry fixed names and times, so the same tenant gives the same commit ids.
final class GitTrees {
    private GitTrees() {}

    static void write(BigTenant tenant, Path root) throws IOException, InterruptedException {
        Files.createDirectories(root);
        Files.writeString(root.resolve("main.yaml"), tenant.tenantFile());
        for (Map.Entry<String, Map<String, Map<String, String>>> repo :
                tenant.repos().entrySet()) {
            Path directory = root.resolve(repo.getKey() + ".git");
            run("git", "init", "--quiet", "--bare", "--initial-branch=master", directory.toString());
            Process process = new ProcessBuilder("git", "--git-dir=" + directory, "fast-import", "--quiet")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (OutputStream out = process.getOutputStream()) {
                out.write(stream(repo.getValue()).getBytes(StandardCharsets.UTF_8));
            }
            if (process.waitFor() != 0) {
                throw new IOException("git fast-import failed for " + repo.getKey());
            }
        }
    }

    private static String stream(Map<String, Map<String, String>> branches) {
        var text = new StringBuilder();
        branches.forEach((branch, files) -> {
            text.append("commit refs/heads/").append(branch).append('\n');
            text.append("committer Generator <generator@example.com> 1767225600 +0000\n");
            data(text, "Generated configuration\n");
            files.forEach((path, content) -> {
                text.append("M 100644 inline ").append(path).append('\n');
                data(text, content);
            });
            text.append('\n');
        });
        return text.append("done\n").toString();
    }

    private static void data(StringBuilder text, String content) {
        text.append("data ")
                .append(content.getBytes(StandardCharsets.UTF_8).length)
                .append('\n')
                .append(content)
                .append('\n');
    }

    private static void run(String... command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("failed: " + String.join(" ", command));
        }
    }
}
