package dev.sluice.activities.role;

import java.util.List;
import java.util.Optional;

/// One image of a job's list (1.2), checked.
///
/// @param place where it stands, for messages, such as `docker_images[0]`
/// @param context directory below the work directory
/// @param path build context, from `context`
/// @param file from `context`; absent for the engine's default
/// @param registry key into the credentials, of images for other registries than Docker Hub
/// @param repository as written: without a host for Docker Hub
/// @param tags final tags
/// @param buildArgs `KEY=VALUE`, or `KEY` to take it from the environment
/// @param siblings canonical names of projects that are copied into the context
record ImageSpec(
        String place,
        String context,
        String path,
        Optional<String> file,
        Optional<String> registry,
        String repository,
        List<String> tags,
        List<String> buildArgs,
        Optional<String> target,
        List<String> labels,
        List<String> siblings) {}
