package dev.sluice.activities.gerrit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.event.EventApproval;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class VoteLineTest {
    private final VoteLine votes = new VoteLine();

    private static EventApproval changed(String label, int value, int old) {
        return new EventApproval(label, value, Optional.of(old));
    }

    private static EventApproval kept(String label, int value) {
        return new EventApproval(label, value, Optional.empty());
    }

    @Test
    void readsVotesWithTheirOldValues() {
        assertThat(votes.after("a", 1, "Patch Set 1: Code-Review+2 Verified-1\n\nVerified+2"))
                .containsExactly(changed("Code-Review", 2, 0), changed("Verified", -1, 0));
        assertThat(votes.after("a", 1, "Patch Set 1: Verified+1"))
                .containsExactly(kept("Code-Review", 2), changed("Verified", 1, -1));
        assertThat(votes.after("a", 1, "Patch Set 1: -Code-Review\n\n"))
                .containsExactly(changed("Code-Review", 0, 2), kept("Verified", 1));
    }

    @Test
    void authorsAndPatchSetsAreApart() {
        votes.after("a", 1, "Patch Set 1: Verified+1");

        assertThat(votes.after("b", 1, "Patch Set 1: Verified-1")).isEqualTo(List.of(changed("Verified", -1, 0)));
        assertThat(votes.after("a", 2, "Patch Set 2:\n\nhello")).isEmpty();
    }

    @Test
    void textOfAPersonIsNoVote() {
        assertThat(votes.after("a", 1, "Verified+2")).isEmpty();
        assertThat(votes.after("a", 1, "Patch Set 1:\n\nPatch Set 1: Verified+2"))
                .isEmpty();
        assertThat(votes.after("a", 1, "Patch Set 1: Looks good, 1+1=2")).isEmpty();
    }
}
