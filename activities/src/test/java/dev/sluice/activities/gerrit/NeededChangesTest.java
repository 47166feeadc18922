package dev.sluice.activities.gerrit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.gerrit.StubServer.Answer;
import dev.sluice.engine.change.ChangeKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NeededChangesTest {
    private final Told told = new Told(NeededChanges.class);

    @AfterEach
    void stop() {
        told.close();
    }

    private static List<ChangeKey> needs(String message) {
        StubServer.Script gerrit = (method, path) -> {
            if (path.contains("/related")) {
                return Answer.json("{\"changes\":[]}");
            }
            // A private change looks just like one that never was.
            return path.contains("/7") ? Answer.json("""
                            {"_number":7,"status":"NEW","current_revision":"c","current_revision_number":3,
                             "revisions":{"c":{"_number":3}}}""") : new Answer(404, "Not found: 8");
        };
        try (StubServer server = new StubServer(gerrit)) {
            GerritRest rest = new GerritRest(server.connection());
            return new NeededChanges(Map.of("gerrit", rest))
                    .of(
                            rest,
                            new NeededChanges.Of(
                                    "12",
                                    12,
                                    1,
                                    List.of(),
                                    message.replace(
                                            "HOST", server.connection().url().toString())));
        }
    }

    @Test
    void anUnknownOrPrivateChangeIsLeftOutAndTold() {
        assertThat(needs("Fix\n\nDepends-On: HOST/8\nDepends-On: HOST/7\n"))
                .containsExactly(new ChangeKey("gerrit", 7, 3));

        assertThat(told.lines())
                .singleElement()
                .asString()
                .startsWith("change 12,1 depends on change 8, which Gerrit 'gerrit'")
                .contains("make that user one of its reviewers")
                .endsWith("[DEPENDS-001]");
    }

    @Test
    void whatIsNoAddressOfAChangeIsNoDependency() {
        assertThat(needs("Fix\n\nDepends-On: the other one\nDepends-On: HOST/c/x\n"))
                .isEmpty();
        assertThat(told.lines()).isEmpty();
    }
}
