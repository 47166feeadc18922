package dev.sluice.worker.whole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.activities.registry.Credential;
import dev.sluice.activities.registry.Patience;
import dev.sluice.activities.registry.RegistryClient;
import dev.sluice.activities.registry.RegistryEndpoint;
import dev.sluice.activities.registry.RegistryRefusal;
import dev.sluice.activities.registry.TrustedCas;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One of a site's two registries: `intermediate` or `final`.
final class SiteRegistry implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryClient client;

    SiteRegistry(RunningSite site, String name) throws IOException {
        client = new RegistryClient(
                new RegistryEndpoint(
                        URI.create("https://" + site.place("SLUICE_" + name.toUpperCase(Locale.ROOT) + "_REGISTRY")),
                        Optional.of(Files.readString(site.directory().resolve("certs/intermediate-ca.crt"))),
                        Optional.of(new Credential("zuul", site.secret(name + "-password")))),
                TrustedCas.none(),
                Patience.usual(),
                Clock.systemUTC());
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask() throws RegistryRefusal, IOException, InterruptedException;
    }

    private static <T> T answer(Question<T> question) {
        try {
            return question.ask();
        } catch (RegistryRefusal | IOException | InterruptedException refused) {
            throw new IllegalStateException(refused);
        }
    }

    /// Digest of an image's manifest; absent when the tag is not there.
    Optional<String> digest(String repository, String tag) {
        return answer(() -> client.manifestDigest(repository, tag).map(Object::toString));
    }

    /// Digests of an image's layers, the lowest first.
    List<String> layers(String repository, String tag) {
        JsonNode manifest =
                answer(() -> JSON.readTree(client.manifest(repository, tag).bytes()));
        List<String> layers = new ArrayList<>();
        manifest.path("layers").forEach(layer -> layers.add(layer.path("digest").asText()));
        return layers;
    }

    void delete(String repository, String tag) {
        answer(() -> client.deleteTag(repository, tag));
    }

    boolean holds(String repository) {
        return answer(client::repositories).contains(repository);
    }

    /// What staged uploads are left in a repository.
    List<String> staged(String repository) {
        return answer(() -> client.tags(repository)).stream()
                .filter(tag -> tag.startsWith("change_"))
                .toList();
    }

    @Override
    public void close() {
        client.close();
    }
}
