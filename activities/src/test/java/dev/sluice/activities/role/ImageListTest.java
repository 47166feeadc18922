package dev.sluice.activities.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.StepFailure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ImageListTest {
    private final FakeContext context = new FakeContext(new FakeNode(), "node");

    private List<ImageSpec> read(Object images) throws StepFailure {
        return ImageList.read(context.with("docker_images", images), ImageFlavour.DOCKER, ImageList.Use.BUILD);
    }

    @Test
    void readsTheWholeSchema() throws Exception {
        List<ImageSpec> images = read(List.of(
                Map.of("context", "docker", "repository", "org/app"),
                Map.of(
                        "context", "docker",
                        "path", "..",
                        "dockerfile", "Other",
                        "repository", "org/app",
                        "tags", List.of("1.0", 2),
                        "build_args", List.of("A=b c", "B"),
                        "target", "final",
                        "labels", List.of("x=y"),
                        "siblings", List.of("example.com/org/lib"),
                        "registry", "docker.io")));

        assertThat(images.get(0).tags()).containsExactly("latest");
        assertThat(images.get(0).path()).isEqualTo(".");
        assertThat(images.get(1).tags()).containsExactly("1.0", "2");
        assertThat(images.get(1).buildArgs()).containsExactly("A=b c", "B");
        assertThat(images.get(1).file()).contains("Other");
    }

    @Test
    void tellsAllProblemsAtOnce() {
        assertThatThrownBy(() -> read(List.of(
                        Map.of("context", "docker", "repositroy", "org/app", "tgas", List.of("x")),
                        Map.of("context", "", "repository", "Org/App", "tags", List.of("-x", "y".repeat(96))),
                        Map.of("context", "d", "repository", "org/app:1", "arch", List.of("linux/arm64")),
                        "just text",
                        Map.of("context", "d", "repository", "org/b", "build_args", "A=b", "tags", List.of()))))
                .isInstanceOf(StepFailure.class)
                .message()
                .satisfies(text -> assertThat(text.lines())
                        .anySatisfy(line -> assertThat(line)
                                .startsWith(
                                        "docker_images[0]: key 'repositroy' is not known. Did you mean 'repository'?"
                                                + " Allowed: arch, build_args, context, dockerfile,")
                                .endsWith("[IMAGE-002]"))
                        .anySatisfy(line -> assertThat(line).contains("'tgas'", "Did you mean 'tags'?"))
                        .anySatisfy(line ->
                                assertThat(line).isEqualTo("docker_images[0]: 'repository' is missing. [IMAGE-007]"))
                        .anySatisfy(line -> assertThat(line).contains("'context' must be a text that is not empty"))
                        .anySatisfy(line -> assertThat(line).contains("'Org/App' is not an image name"))
                        .anySatisfy(line -> assertThat(line).contains("tag '-x' is not allowed"))
                        .anySatisfy(line -> assertThat(line).contains("Shorten it by 1."))
                        .anySatisfy(line -> assertThat(line).contains("tags belong into 'tags'"))
                        .anySatisfy(line ->
                                assertThat(line).contains("classic builder").contains("[IMAGE-003]"))
                        .anySatisfy(line -> assertThat(line).startsWith("docker_images[3]: it must be a map"))
                        .anySatisfy(line -> assertThat(line).contains("'build_args' must be a list of texts"))
                        .anySatisfy(line -> assertThat(line).contains("'tags' is empty"))
                        .hasSize(12));
    }

    @Test
    void oneNameHasOneImage() {
        Map<String, Object> image = Map.of("context", "d", "repository", "org/app");

        assertThatThrownBy(() -> read(List.of(image, image)))
                .hasMessage("docker_images[1]: 'org/app:latest' is already the image of docker_images[0]. [IMAGE-005]");
    }

    @Test
    void aMissingListSaysWhatToGive() {
        assertThatThrownBy(() -> ImageList.read(context, ImageFlavour.DOCKER, ImageList.Use.BUILD))
                .hasMessageContaining("The variable 'docker_images' is not defined")
                .hasMessageContaining("[IMAGE-001]");
    }

    @Test
    void tagsDeriveFromChangeElsePipeline() {
        assertThat(ImageTags.of(context).temporary("latest")).isEqualTo("change_42_latest");
        assertThat(ImageTags.of(context).intermediate("latest")).isEqualTo(FakeContext.BUILD + "_latest");
        context.with("zuul", Map.of("pipeline", "release"));
        assertThat(ImageTags.of(context).temporary("1.0")).isEqualTo("release_1.0");
        context.with("zuul", Map.of("pipeline", "my pipeline"));
        assertThat(ImageTags.of(context).defect("1.0")).contains("Rename the pipeline");
    }
}
