package dev.sluice.activities.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.activities.contract.InfrastructureFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AesSecretBoxTest {
    private static final Map<String, Object> DATA = Map.of(
            "buildset_registry", Map.of("password", "hunter2hunter2", "port", 5000), "list", List.of("a", 1, true));

    @TempDir
    Path state;

    private Path file;
    private AesSecretBox box;

    @BeforeEach
    void make() {
        file = state.resolve("keys/site.key");
        box = new AesSecretBox(file, new ObjectMapper());
    }

    @Test
    void opensWhatItSealedAlsoInAnotherProcess() {
        String sealed = box.seal(DATA);
        assertThat(sealed).startsWith("v1.").doesNotContain("hunter2");
        assertThat(new AesSecretBox(file, new ObjectMapper()).open(sealed)).isEqualTo(DATA);
    }

    @Test
    void sealsTheSameDataDifferentlyEachTime() {
        assertThat(box.seal(DATA)).isNotEqualTo(box.seal(DATA));
    }

    @Test
    void opensWhatAnOlderKeySealed() {
        String before = box.seal(DATA);
        box.rotate();
        String after = box.seal(DATA);
        assertThat(after.split("\\.")[1]).isNotEqualTo(before.split("\\.")[1]);
        assertThat(box.open(before)).isEqualTo(DATA);
        assertThat(box.open(after)).isEqualTo(DATA);
    }

    @Test
    void refusesATextThatWasChanged() {
        String sealed = box.seal(DATA);
        char last = sealed.charAt(sealed.length() - 5);
        String changed = sealed.substring(0, sealed.length() - 5)
                + (last == 'A' ? 'B' : 'A')
                + sealed.substring(sealed.length() - 4);
        assertThatThrownBy(() -> box.open(changed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageContaining("changed");
        assertThatThrownBy(() -> box.open("v2.x.y")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> box.open(sealed.substring(0, 14))).isInstanceOf(RuntimeException.class);
    }

    @Test
    void namesTheKeyThatIsMissing(@TempDir Path elsewhere) {
        String sealed = new AesSecretBox(elsewhere.resolve("site.key"), new ObjectMapper()).seal(DATA);
        assertThatThrownBy(() -> box.open(sealed))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessageContaining("'" + sealed.split("\\.")[1] + "'")
                .hasMessageContaining("[SITE-KEY-UNKNOWN]");
    }

    @Test
    void onlyTheOwnerReadsTheKeyFile() throws IOException {
        box.seal(DATA);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aBrokenKeyFileIsNamedAndNotQuoted() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "id c2VjcmV0\n");
        assertThatThrownBy(() -> box.seal(DATA))
                .hasMessageContaining("site.key")
                .hasMessageNotContaining("c2VjcmV0");
    }

    @Test
    void aValueThatIsNoJsonIsRefusedWithoutShowingIt() {
        Object cyclic = new Object() {
            @Override
            public String toString() {
                return "hunter2";
            }
        };
        assertThatThrownBy(() -> box.seal(Map.of("x", cyclic)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageNotContaining("hunter2");
    }
}
