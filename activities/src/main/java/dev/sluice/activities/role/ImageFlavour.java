package dev.sluice.activities.role;

import java.util.List;
import java.util.stream.Stream;

/// The twin families of image roles: one implementation, two front ends.
enum ImageFlavour {
    /// For Docker Hub: repositories without a host.
    DOCKER("docker_images", "dockerfile", "docker_dockerfile", "upload_docker_image_promote"),
    /// For any registry: repositories with their host.
    CONTAINER("container_images", "container_filename", "container_filename", "upload_container_image_promote");

    private static final List<String> SHARED =
            List.of("context", "path", "registry", "repository", "tags", "build_args", "target", "labels", "siblings");

    private final String list;
    private final String fileKey;
    private final String fileVariable;
    private final String promoteVariable;

    ImageFlavour(String list, String fileKey, String fileVariable, String promoteVariable) {
        this.list = list;
        this.fileKey = fileKey;
        this.fileVariable = fileVariable;
        this.promoteVariable = promoteVariable;
    }

    /// Name of the variable that lists the images.
    String list() {
        return list;
    }

    String fileKey() {
        return fileKey;
    }

    /// The role's variable with the default of [#fileKey].
    String fileVariable() {
        return fileVariable;
    }

    /// The role's variable that says whether uploads wait for their promotion.
    String promoteVariable() {
        return promoteVariable;
    }

    /// What an entry may hold. `arch` is known, so that it is refused with its reason rather than as a typing
    /// error.
    List<String> keys() {
        return Stream.concat(SHARED.stream(), Stream.of(fileKey, "arch"))
                .sorted()
                .toList();
    }
}
