package dev.sluice.worker.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Reads a site's HTTP interface.
final class ApiClient {
    static final ObjectMapper JSON = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String url;

    ApiClient(String url) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    static String quote(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// Whether there is something at a path.
    boolean has(String path) {
        return send(path, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    }

    <T> T one(String path, Class<T> type) {
        try {
            return JSON.readValue(text(path), type);
        } catch (JsonProcessingException foreign) {
            throw foreignAnswer();
        }
    }

    <T> List<T> list(String path, Class<T> type) {
        try {
            return JSON.readerForListOf(type).readValue(text(path));
        } catch (JsonProcessingException foreign) {
            throw foreignAnswer();
        }
    }

    String text(String path) {
        HttpResponse<String> answer = send(path, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new CommandFailure(
                    answer.statusCode() == 404
                            ? "Not found: " + path + ". " + answer.body()
                            : "The server answered " + answer.statusCode() + " to " + path + ": " + answer.body());
        }
        return answer.body();
    }

    /// Streams a body; the caller closes it.
    InputStream stream(String path) {
        HttpResponse<InputStream> answer = send(path, HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new CommandFailure("The server answered " + answer.statusCode() + " to " + path + ".");
        }
        return answer.body();
    }

    private <T> HttpResponse<T> send(String path, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(url + path)).build(), body);
        } catch (IOException down) {
            throw new CommandFailure(
                    "No Sluice answers at " + url + ". Start one with 'sluice dev', or name another with --url.");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted.");
        }
    }

    private static CommandFailure foreignAnswer() {
        return new CommandFailure("The server's answer is not Sluice's JSON: is --url right?");
    }
}
