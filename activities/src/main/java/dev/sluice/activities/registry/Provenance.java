package dev.sluice.activities.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Where an image comes from: an in-toto statement with a SLSA provenance predicate, stored beside the image.
///
/// @param image name without tag, as its author wrote it
/// @param subject change and where it belongs: `project`, `branch`, `change`, `patchset`, `change_url`,
/// `pipeline`,
/// `job`
/// @param bases names and digests of the images that it was built on
/// @param build uuid of the build that made it
public record Provenance(
        String image,
        Digest digest,
        Map<String, String> subject,
        Map<String, Digest> bases,
        String builder,
        String build,
        String buildset) {
    /// Type of the document.
    public static final String TYPE = "application/vnd.in-toto+json";

    private static final String STATEMENT = "https://in-toto.io/Statement/v1";
    private static final String PREDICATE = "https://slsa.dev/provenance/v1";
    private static final String BUILD_TYPE = "https://sluice.dev/build-image/v1";
    private static final String CREATED = "org.opencontainers.image.created";
    private static final String BUILD = "dev.sluice.build";
    private static final String BASE = "docker-image://";
    private static final ObjectMapper JSON = new ObjectMapper();

    public Provenance {
        subject = Map.copyOf(new TreeMap<>(subject));
        bases = Map.copyOf(bases);
    }

    /// Stores it beside the image; once for each build, so a step that runs again adds nothing.
    public void attachTo(RegistryClient registry, String repository, Instant now)
            throws RegistryRefusal, InterruptedException {
        for (Referrers.Entry entry : Referrers.of(registry, repository, digest)) {
            if (entry.artifactType().equals(TYPE)
                    && build.equals(entry.annotations().get(BUILD))) {
                return;
            }
        }
        Manifest manifest = registry.manifest(repository, digest.toString());
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(CREATED, now.toString());
        annotations.put(BUILD, build);
        annotations.put("in-toto.io/predicate-type", PREDICATE);
        Referrers.attach(registry, repository, manifest, TYPE, statement(), annotations);
    }

    /// All statements of ours beside an image; the last one was added last.
    public static List<Provenance> of(RegistryClient registry, String repository, Digest digest)
            throws RegistryRefusal, InterruptedException {
        List<Provenance> found = new ArrayList<>();
        for (Referrers.Entry entry : Referrers.of(registry, repository, digest)) {
            if (entry.artifactType().equals(TYPE)) {
                read(Referrers.read(registry, repository, entry)).ifPresent(found::add);
            }
        }
        return List.copyOf(found);
    }

    /// When a statement was last put beside the image; empty when there is none.
    public static Optional<Instant> lastStored(RegistryClient registry, String repository, Digest digest)
            throws RegistryRefusal, InterruptedException {
        Optional<Instant> last = Optional.empty();
        for (Referrers.Entry entry : Referrers.of(registry, repository, digest)) {
            Optional<Instant> at = instant(entry.annotations().getOrDefault(CREATED, ""));
            if (at.isPresent()
                    && last.filter(before -> before.isAfter(at.get())).isEmpty()) {
                last = at;
            }
        }
        return last;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException absent) {
            return Optional.empty();
        }
    }

    /// The statement's bytes.
    byte[] statement() {
        ObjectNode root = JSON.createObjectNode().put("_type", STATEMENT);
        ObjectNode named = root.putArray("subject").addObject().put("name", image);
        named.putObject("digest").put(digest.algorithm(), digest.hex());
        root.put("predicateType", PREDICATE);
        ObjectNode predicate = root.putObject("predicate");
        ObjectNode definition = predicate.putObject("buildDefinition").put("buildType", BUILD_TYPE);
        ObjectNode parameters = definition.putObject("externalParameters");
        new TreeMap<>(subject).forEach(parameters::put);
        var dependencies = definition.putArray("resolvedDependencies");
        new TreeMap<>(bases)
                .forEach((name, base) -> dependencies
                        .addObject()
                        .put("uri", BASE + name)
                        .putObject("digest")
                        .put(base.algorithm(), base.hex()));
        ObjectNode run = predicate.putObject("runDetails");
        run.putObject("builder").put("id", builder);
        run.putObject("metadata").put("invocationId", build).put("buildset", buildset);
        try {
            return JSON.writeValueAsBytes(root);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of texts cannot be written", impossible);
        }
    }

    /// Reads a statement; empty for one of another tool.
    static Optional<Provenance> read(byte[] statement) {
        try {
            JsonNode root = JSON.readTree(statement);
            JsonNode definition = root.path("predicate").path("buildDefinition");
            JsonNode named = root.path("subject").path(0);
            Optional<Digest> digest = digest(named.path("digest"));
            if (!BUILD_TYPE.equals(definition.path("buildType").asText()) || digest.isEmpty()) {
                return Optional.empty();
            }
            Map<String, String> subject = new LinkedHashMap<>();
            definition
                    .path("externalParameters")
                    .properties()
                    .forEach(entry ->
                            subject.put(entry.getKey(), entry.getValue().asText()));
            Map<String, Digest> bases = new LinkedHashMap<>();
            definition
                    .path("resolvedDependencies")
                    .forEach(base -> digest(base.path("digest"))
                            .ifPresent(
                                    one -> bases.put(base.path("uri").asText().replaceFirst("^" + BASE, ""), one)));
            JsonNode run = root.path("predicate").path("runDetails");
            return Optional.of(new Provenance(
                    named.path("name").asText(),
                    digest.get(),
                    subject,
                    bases,
                    run.path("builder").path("id").asText(),
                    run.path("metadata").path("invocationId").asText(),
                    run.path("metadata").path("buildset").asText()));
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static Optional<Digest> digest(JsonNode node) {
        return Digest.parse("sha256:" + node.path("sha256").asText())
                .or(() -> Digest.parse("sha512:" + node.path("sha512").asText()));
    }
}
