package dev.sluice.activities.role;

import dev.sluice.activities.contract.RoleContext;
import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.registry.Digest;
import dev.sluice.activities.registry.ImageRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An image in the intermediate registry, as builds return it and as builds behind find it in `zuul.artifacts` (1.9,
/// 1.10).
///
/// @param name image and tag
/// @param place where its bytes are
/// @param image what it stands for
/// @param digest what its bytes must be; artifacts of Zuul's own roles have none
/// @param provider job and change that made it, for messages
record ImageArtifact(String name, ImageRef place, ImageRef image, Optional<Digest> digest, String provider) {
    private static final String SCHEME = "docker://";
    private static final String TYPE = "container_image";
    private static final Pattern BUILD = Pattern.compile("([0-9a-f]{32})_.+");

    /// The image artifacts of `zuul.artifacts`, in their order; others are passed over.
    static List<ImageArtifact> given(RoleContext context) throws StepFailure {
        Object artifacts =
                Variables.map(context.variable("zuul").orElse(Map.of())).getOrDefault("artifacts", List.of());
        List<ImageArtifact> found = new ArrayList<>();
        if (artifacts instanceof List<?> list) {
            for (Object item : list) {
                Map<String, Object> artifact = Variables.map(item == null ? Map.of() : item);
                Map<String, Object> metadata = Variables.map(artifact.getOrDefault("metadata", Map.of()));
                if (TYPE.equals(metadata.get("type"))) {
                    found.add(read(artifact, metadata));
                }
            }
        }
        return found;
    }

    private static ImageArtifact read(Map<String, Object> artifact, Map<String, Object> metadata) throws StepFailure {
        String name = String.valueOf(artifact.getOrDefault("name", "(no name)"));
        String url = String.valueOf(artifact.getOrDefault("url", ""));
        String repository = String.valueOf(metadata.getOrDefault("repository", ""));
        String tag = String.valueOf(metadata.getOrDefault("tag", ""));
        try {
            if (!url.startsWith(SCHEME)) {
                throw new IllegalArgumentException("its url '" + url + "' does not begin with '" + SCHEME + "'.");
            }
            if (!ImageRef.isTag(tag)) {
                throw new IllegalArgumentException("its tag '" + tag + "' is not allowed.");
            }
            Optional<Digest> digest = Optional.ofNullable(metadata.get("digest"))
                    .map(String::valueOf)
                    .map(text -> Digest.parse(text)
                            .orElseThrow(() -> new IllegalArgumentException("its digest '" + text + "' is none.")));
            return new ImageArtifact(
                    name,
                    ImageRef.parse(url.substring(SCHEME.length())),
                    ImageRef.parse(repository).withTag(tag),
                    digest,
                    provider(artifact));
        } catch (IllegalArgumentException refused) {
            throw new StepFailure("Artifact '" + name + "' of " + provider(artifact) + " cannot be used: "
                    + refused.getMessage() + " [ARTIFACT-001]");
        }
    }

    /// The build that handed it on, as the intermediate registry's tags name it.
    Optional<String> build() {
        Matcher tag = BUILD.matcher(place.reference());
        return tag.matches() ? Optional.of(tag.group(1)) : Optional.empty();
    }

    private static String provider(Map<String, Object> artifact) {
        return "job '" + artifact.getOrDefault("job", "(unknown)") + "'"
                + (artifact.containsKey("change") ? " of change " + artifact.get("change") : "");
    }

    /// As a build returns it: Zuul's four keys, and the digest.
    static Map<String, Object> returned(String repository, String tag, String url, Digest digest) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("type", TYPE);
        metadata.put("repository", repository);
        metadata.put("tag", tag);
        metadata.put("digest", digest.toString());
        Map<String, Object> artifact = new LinkedHashMap<>();
        artifact.put("name", repository + ":" + tag);
        artifact.put("url", SCHEME + url);
        artifact.put("metadata", metadata);
        return artifact;
    }
}
