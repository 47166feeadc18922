package dev.sluice.worker.whole;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What builds left on the Docker engine, counted by label.
final class Leftovers {
    private Leftovers() {}

    static List<String> ofBuilds(RunningSite site) {
        List<String> left = new ArrayList<>();
        left.addAll(docker(site, "ps", "--all"));
        left.addAll(docker(site, "volume", "ls"));
        left.addAll(docker(site, "network", "ls"));
        return left;
    }

    private static List<String> docker(RunningSite site, String... verb) {
        List<String> command = new ArrayList<>(List.of("/usr/bin/docker", "--host", site.place("SLUICE_DOCKER_HOST")));
        command.addAll(List.of(verb));
        command.addAll(List.of("--quiet", "--filter", "label=dev.sluice.build"));
        command.addAll(List.of("--filter", "label=dev.sluice.instance=" + site.instance()));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
            return said.lines().toList();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException("the Docker client does not run", failed);
        }
    }
}
