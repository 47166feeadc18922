package dev.sluice.activities.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private final List<String> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter(lines::add);

    @Test
    void cutsAtLineBreaksWhateverThePieces() {
        for (byte each : "one\ntwö\r\n\nlast".getBytes(UTF_8)) {
            splitter.accept(new byte[] {each});
        }
        splitter.finish();
        assertThat(lines).containsExactly("one", "twö", "", "last");
    }

    @Test
    void holdsAnOpenLineBackUntilItEnds() {
        splitter.accept("half".getBytes(UTF_8));
        assertThat(lines).isEmpty();
        splitter.accept(" done\n".getBytes(UTF_8));
        splitter.finish();
        assertThat(lines).containsExactly("half done");
    }

    @Test
    void cutsALineWithoutEnd() {
        splitter.accept("x".repeat(3 * LineSplitter.LONGEST_LINE + 1).getBytes(UTF_8));
        splitter.finish();
        assertThat(lines).hasSize(4);
        assertThat(String.join("", lines)).hasSize(3 * LineSplitter.LONGEST_LINE + 1);
    }
}
