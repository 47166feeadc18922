package dev.sluice.activities.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubnetsTest {
    private static final Subnets POOL = Subnets.parse("10.214.0.0/16");

    @Test
    void startsWhereTheSeedSaysAndIsTheSameEachTime() {
        assertThat(POOL.pick(0, 5, List.of())).hasValue("10.214.0.0/28");
        assertThat(POOL.pick(17, 5, List.of())).hasValue("10.214.1.16/28");
        assertThat(POOL.pick(-1, 5, List.of())).hasValue("10.214.255.240/28");
    }

    @Test
    void stepsOverWhatIsTakenWhateverItsSize() {
        assertThat(POOL.pick(0, 5, List.of("10.214.0.0/28", "10.214.0.16/28"))).hasValue("10.214.0.32/28");
        assertThat(POOL.pick(0, 5, List.of("10.214.0.0/24"))).hasValue("10.214.1.0/28");
        assertThat(POOL.pick(0, 5, List.of("10.0.0.0/8"))).isEmpty();
        assertThat(POOL.pick(0, 5, List.of("172.17.0.0/16"))).hasValue("10.214.0.0/28");
    }

    @Test
    void goesRoundAtTheEnd() {
        assertThat(POOL.pick(-1, 5, List.of("10.214.255.240/28"))).hasValue("10.214.0.0/28");
    }

    @Test
    void takesALargerBlockForManyContainers() {
        assertThat(POOL.pick(0, 13, List.of())).hasValue("10.214.0.0/28");
        assertThat(POOL.pick(0, 14, List.of())).hasValue("10.214.0.0/27");
        assertThat(POOL.pick(1, 60, List.of())).hasValue("10.214.0.64/26");
    }

    @Test
    void holdsSixteenNetworksInARangeOf256Addresses() {
        var taken = new ArrayList<String>();
        var small = Subnets.parse("192.168.250.0/24");
        for (int i = 0; i < 16; i++) {
            taken.add(small.pick(7, 5, taken).orElseThrow());
        }
        assertThat(taken).doesNotHaveDuplicates();
        assertThat(small.pick(7, 5, taken)).isEmpty();
    }

    @Test
    void refusesWhatIsNoRange() {
        assertThatThrownBy(() -> Subnets.parse("10.214.0.0/30")).hasMessageContaining("between /8 and /28");
        assertThatThrownBy(() -> Subnets.parse("fe80::/64")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theBridgeHasTheFirstAddress() {
        assertThat(Subnets.firstAddress("172.17.0.0/16")).isEqualTo("172.17.0.1");
        assertThat(Subnets.firstAddress("172.17.5.9/16")).isEqualTo("172.17.0.1");
    }
}
