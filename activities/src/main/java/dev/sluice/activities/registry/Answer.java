package dev.sluice.activities.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;

/// A registry's answer to one request.
///
/// @param from the address that answered, after any redirects
record Answer(URI from, int status, HttpHeaders headers, Payload payload) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 200;

    /// The body.
    sealed interface Payload {
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Whole(byte[] bytes) implements Payload {}

        /// Must be subscribed to, be it only to cancel: it holds a connection.
        record Stream(Flow.Publisher<List<ByteBuffer>> buffers) implements Payload {}
    }

    byte[] bytes() {
        return switch (payload) {
            case Payload.Whole whole -> whole.bytes();
            case Payload.Stream _ -> throw new IllegalStateException("a streamed answer was read as a whole");
        };
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    Optional<Digest> contentDigest() {
        return header("docker-content-digest").flatMap(Digest::parse);
    }

    /// Where to continue an upload; may be relative. Absent when it is no address.
    Optional<URI> location() {
        return header("location").flatMap(this::resolved);
    }

    /// An address that the registry gave, seen from where the answer came.
    Optional<URI> resolved(String address) {
        try {
            return Optional.of(from.resolve(new URI(address)));
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    boolean hasErrorCode(String code) {
        return errors().findValuesAsText("code").contains(code);
    }

    /// `HTTP 400 (MANIFEST_INVALID: manifest invalid)`.
    String told() {
        JsonNode first = errors().path(0);
        String code = first.path("code").asText();
        if (code.isEmpty()) {
            return "HTTP " + status;
        }
        String text = first.path("message").asText().replaceAll("\\p{Cntrl}", " ");
        return "HTTP " + status + " (" + code + ": " + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text)
                + ")";
    }

    private JsonNode errors() {
        if (payload instanceof Payload.Whole whole && whole.bytes().length > 0) {
            try {
                JsonNode root = JSON.readTree(whole.bytes());
                return root == null ? JSON.createArrayNode() : root.path("errors");
            } catch (IOException notJson) {
                return JSON.createArrayNode();
            }
        }
        return JSON.createArrayNode();
    }
}
