package dev.sluice.engine.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Stories of playbooks: a playbook, then what the shell reports (`> …`) and what the planner asks for.
///
/// `> start` begins. `> ok`, `> failed NOTE`, `> skipped`, `> ignored`, `> unreachable NOTE` or `> body 2` end all
/// running steps; `> a ok, b failed NOTE` ends each host's own. Rewritten with `-Dstories.update=true`.
class PlaybookStoryTest {
    private static final Path STORIES = Path.of("src/test/stories/playbook");

    static Stream<Path> stories() throws IOException {
        try (Stream<Path> files = Files.list(STORIES)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("stories")
    void tellsItsStory(Path story) throws IOException {
        String expected = Files.readString(story);
        String told = new Teller(expected).tell();
        if (Boolean.getBoolean("stories.update")) {
            Files.writeString(story, told);
        }
        assertThat(told).isEqualTo(expected);
    }

    private static final class Teller {
        private final PlaybookPlanner planner = new PlaybookPlanner();
        private final String text;
        private final StringBuilder told = new StringBuilder();
        private List<StepRun> running = List.of();

        Teller(String text) {
            this.text = text;
        }

        String tell() {
            int start = text.indexOf("\n> ") + 1;
            String setup = text.substring(0, start);
            told.append(setup);
            List<String> hosts = List.of(setup.lines()
                    .findFirst()
                    .orElseThrow()
                    .substring("hosts: ".length())
                    .split(" "));
            TestFiles files = TestFiles.of(setup.substring(setup.indexOf('\n') + 1));
            Inventory inventory = new Inventory(hosts, new LinkedHashMap<>());
            PlaybookLoader.Loaded loaded = new PlaybookLoader(new Catalogue(List.of("native")))
                    .load("playbook.yaml", files.playbook(), files, true, inventory);
            PlaybookState state = planner.initial(loaded.outline());
            for (String line : text.substring(start).lines().toList()) {
                if (!line.startsWith("> ")) {
                    continue;
                }
                told.append(line).append('\n');
                if (state.play() < 0) {
                    loaded.problems()
                            .forEach(problem -> told.append(problem.oneLine()).append('\n'));
                }
                PlaybookEvent event = line.equals("> start")
                        ? new PlaybookEvent.Started()
                        : new PlaybookEvent.StepsEnded(ends(line.substring(2)));
                PlaybookPlan plan = planner.plan(state, event);
                assertThat(planner.plan(state, event)).isEqualTo(plan);
                state = PlaybookJson.roundTrip(plan.next());
                assertThat(state).isEqualTo(plan.next());
                show(plan.action());
            }
            return told.toString();
        }

        private List<StepEnd> ends(String line) {
            List<StepEnd> ends = new ArrayList<>();
            for (StepRun run : running) {
                String word = line;
                for (String part : line.split(", ")) {
                    if (part.startsWith(run.host() + " ")) {
                        word = part.substring(run.host().length() + 1);
                    }
                }
                String[] words = word.split(" ", 2);
                String rest = words.length > 1 ? words[1] : "";
                ends.addFirst(
                        words[0].equals("body")
                                ? new StepEnd(run, StepStatus.OK, Integer.parseInt(rest), "")
                                : new StepEnd(
                                        run, StepStatus.valueOf(words[0].toUpperCase(java.util.Locale.ROOT)), 0, rest));
            }
            return ends;
        }

        private void show(PlaybookAction action) {
            switch (action) {
                case PlaybookAction.RunSteps(var steps) -> {
                    running = steps;
                    for (StepRun run : steps) {
                        told.append("run ")
                                .append(run.summary())
                                .append(" (")
                                .append(run.play())
                                .append('/')
                                .append(run.step())
                                .append(run.iterations().isEmpty() ? "" : " iteration " + run.iterations())
                                .append(")\n");
                    }
                }
                case PlaybookAction.End(var ok, var unreachable, var message) ->
                    told.append(ok ? "ok" : unreachable ? "unreachable" : "failed")
                            .append(message.isEmpty() ? "" : ": " + message)
                            .append('\n');
            }
        }
    }
}
