package dev.sluice.activities.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SmallNamesTest {

    @Test
    void aContainerIsNamedAfterItsBuildAndNode() {
        assertThat(ContainerNames.node("0123456789abcdef0123456789abcdef", 0, "builder"))
                .isEqualTo("sluice-0123456789ab-builder");
    }

    @Test
    void namesThatDockerDoesNotAllowStayApart() {
        assertThat(ContainerNames.node("b", 0, "a b")).isEqualTo("sluice-b-a_b-0");
        assertThat(ContainerNames.node("b", 1, "a:b")).isEqualTo("sluice-b-a_b-1");
    }

    @Test
    void aHostNameIsShortAndPlain() {
        assertThat(ContainerNames.hostName("my_node " + "x".repeat(80)))
                .hasSize(63)
                .startsWith("my-node-x");
    }

    @Test
    void anImageWithoutATagIsPulledAsLatest() {
        assertThat(List.of("busybox", "reg:5000/a/b", "a/b:1", "a@sha256:0").stream()
                        .map(Images::withTag))
                .containsExactly("busybox:latest", "reg:5000/a/b:latest", "a/b:1", "a@sha256:0");
    }

    @Test
    void theOlderOfTwoVersionsIsSpoken() {
        assertThat(EngineClient.older("1.41", "1.44")).isEqualTo("1.41");
        assertThat(EngineClient.older("1.52", "1.44")).isEqualTo("1.44");
        assertThat(EngineClient.older("1.9", "1.44")).isEqualTo("1.9");
    }

    @Test
    void unknownLabelsAreAllReportedAtOnce() {
        assertThat(UnknownLabels.message("j", List.of("dokcer", "xyz"), List.of("docker")))
                .isEqualTo("""
                        Job 'j' asks for a node with label 'dokcer', which the settings do not define (defined are 'docker'). \
                        Did you mean 'docker'? Add it under 'labels' in the settings, or change the job's nodeset. [NODE-LABEL]
                        Job 'j' asks for a node with label 'xyz', which the settings do not define (defined are 'docker'). \
                        Add it under 'labels' in the settings, or change the job's nodeset. [NODE-LABEL]""");
    }
}
