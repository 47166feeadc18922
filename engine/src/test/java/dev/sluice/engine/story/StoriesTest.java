package dev.sluice.engine.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Plays every story under `src/test/stories`; `-Dstories.update=true` writes down what happens now.
final class StoriesTest {
    private static final Path STORIES = Path.of("src/test/stories");
    private static final Map<String, Supplier<Function<List<String>, List<String>>>> PLAYERS = new LinkedHashMap<>();

    static {
        PLAYERS.put("build-", () -> new BuildStory()::play);
        PLAYERS.put("buildset-", () -> new BuildsetStory()::play);
        PLAYERS.put("queue-", () -> new QueueStory()::play);
    }

    @TestFactory
    Stream<DynamicTest> tellsTheSameStory() throws IOException {
        return files().stream()
                .filter(path -> player(path) != null)
                .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> play(path)));
    }

    @Test
    void playsEveryFile() throws IOException {
        assertThat(files())
                .isNotEmpty()
                .allSatisfy(path -> assertThat(player(path))
                        .as("player of %s, by the beginning of its name: %s", path, PLAYERS.keySet())
                        .isNotNull());
    }

    private static void play(Path path) throws IOException {
        StoryFile story = StoryFile.read(path);
        String played = story.played(player(path).get());
        if (Boolean.getBoolean("stories.update")) {
            Files.writeString(path, played);
        }
        assertThat(story.parts()).as("commands in %s", path).isNotEmpty();
        assertThat(played)
                .as("%s; to accept the new output run with -Dstories.update=true", path)
                .isEqualTo(Files.readString(path));
    }

    private static List<Path> files() {
        try (Stream<Path> found = Files.list(STORIES)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Supplier<Function<List<String>, List<String>>> player(Path path) {
        String name = path.getFileName().toString();
        return PLAYERS.entrySet().stream()
                .filter(player -> name.endsWith(".txt") && name.startsWith(player.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
