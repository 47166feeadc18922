package dev.sluice.activities.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseBookTest {
    @TempDir
    Path state;

    private LeaseBook leases;

    @BeforeEach
    void open() {
        leases = new LeaseBook(state);
    }

    @Test
    void remembersForTheNextProcess() {
        leases.write("b1", List.of("c1", "c2"));
        leases.write("b2", List.of());
        var later = new LeaseBook(state);
        assertThat(later.read("b1")).hasValue(List.of("c1", "c2"));
        assertThat(later.read("b2")).hasValue(List.of());
        assertThat(later.read("b3")).isEmpty();
        assertThat(later.builds()).containsExactly("b1", "b2");
    }

    @Test
    void forgetsOnce() {
        leases.write("b1", List.of("c1"));
        assertThat(leases.remove("b1")).isTrue();
        assertThat(leases.remove("b1")).isFalse();
        assertThat(leases.builds()).isEmpty();
    }

    @Test
    void refusesANameThatIsNoBuild() {
        assertThatThrownBy(() -> leases.write("../x", List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
