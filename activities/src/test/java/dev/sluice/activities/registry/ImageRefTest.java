package dev.sluice.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageRefTest {
    @ParameterizedTest
    @CsvSource({
        "python, library/python, python",
        "org/app:1.0, org/app, org/app",
        "docker.io/org/app, org/app, org/app",
        "docker.io/python, library/python, python",
        "index.docker.io/org/app, org/app, org/app",
        "registry-1.docker.io/python, library/python, python",
        "quay.io/org/app, quay.io/org/app, quay.io/org/app",
        "localhost/app, localhost/app, localhost/app",
        "registry:5000/org/app:2, registry_5000/org/app, registry:5000/org/app",
        "zuul-jobs.buildset-registry:5000/org/app, zuul-jobs.buildset-registry_5000/org/app, zuul-jobs.buildset-registry:5000/org/app",
        "gcr.io/app, gcr.io/app, gcr.io/app",
    })
    void mapsAnImageToItsPlaceInABuildsetRegistryAndBack(String image, String path, String familiar) {
        assertThat(ImageRef.parse(image).registryPath()).isEqualTo(path);
        assertThat(ImageRef.parse(image).familiarName()).isEqualTo(familiar);
        assertThat(ImageRef.atRegistryPath(path, "t").familiarName()).isEqualTo(familiar);
    }

    @Test
    void readsTagAndDigest() {
        Digest digest = Digest.of(new byte[0]);
        ImageRef found = ImageRef.parse("registry:5000/org/app:1@" + digest);

        assertThat(found.tag()).contains("1");
        assertThat(found.digest()).contains(digest);
        assertThat(found.reference()).isEqualTo(digest.toString());
        assertThat(found.toString()).isEqualTo("registry:5000/org/app:1@" + digest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Org/app",
                "org//app",
                "org/app:",
                "org/app:-x",
                "a_host:5000/app",
                "org/app@sha256:12",
                "../x",
                "org/app:a b",
                "-x",
                "https://quay.io/x"
            })
    void refusesWhatDockerRefuses(String text) {
        assertThatThrownBy(() -> ImageRef.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is not an image name");
    }
}
