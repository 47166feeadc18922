package dev.sluice.activities.gerrit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.activities.contract.InfrastructureFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;

/// Sends calls to one Gerrit. Faults become an [InfrastructureFailure] that says what to check; it may be tried again.
public final class GerritRest {
    private static final int TEXT_LIMIT = 300;

    private final GerritConnection connection;
    private final Duration timeout;
    private final HttpClient http;

    public GerritRest(GerritConnection connection) {
        this(connection, Duration.ofSeconds(30));
    }

    GerritRest(GerritConnection connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
        // A followed redirect would carry the password to another host.
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    public GerritConnection connection() {
        return connection;
    }

    <T> T send(GerritCall<T> call) {
        HttpResponse<String> response = exchange(call);
        int status = response.statusCode();
        if (status / 100 == 2) {
            return call.answer(json(call, response.body()));
        }
        String text = shortened(response.body());
        return call.refusal(status, text).orElseThrow(() -> fault(call, response, text));
    }

    /// The server's clock, when its answers tell it.
    OptionalLong serverTimeSeconds() {
        HttpResponse<String> response = exchange(new ReadAccount());
        Optional<String> date = response.headers().firstValue("Date");
        try {
            return date.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(ZonedDateTime.parse(date.get(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toEpochSecond());
        } catch (DateTimeParseException e) {
            return OptionalLong.empty();
        }
    }

    private <T> HttpResponse<String> exchange(GerritCall<T> call) {
        try {
            return http.send(request(call), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new InfrastructureFailure(
                    "%s did not answer when asked to %s (%s). Check that it runs and can be reached; the call is tried again."
                            .formatted(connection, call.purpose(), reason(e)),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureFailure(
                    "%s was not asked to %s: interrupted".formatted(connection, call.purpose()), e);
        }
    }

    private <T> HttpRequest request(GerritCall<T> call) {
        String credentials = connection.user() + ":" + connection.password().get();
        HttpRequest.BodyPublisher body = call.body()
                .map(json -> HttpRequest.BodyPublishers.ofString(json.toString(), StandardCharsets.UTF_8))
                .orElseGet(HttpRequest.BodyPublishers::noBody);
        return HttpRequest.newBuilder(URI.create(connection.url() + "/a/" + call.path()))
                .timeout(timeout)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .header("Accept", "application/json")
                .header("Content-Type", "application/json; charset=UTF-8")
                .method(call.method(), body)
                .build();
    }

    private <T> JsonNode json(GerritCall<T> call, String body) {
        try {
            return GerritJson.parse(body);
        } catch (JsonProcessingException e) {
            // The parser's own words quote the answer, which may be a login page.
            throw new InfrastructureFailure(
                    "%s answered something other than Gerrit's JSON when asked to %s. Check 'url' of connection '%s'."
                            .formatted(connection, call.purpose(), connection.name()));
        }
    }

    private <T> InfrastructureFailure fault(GerritCall<T> call, HttpResponse<String> response, String text) {
        int status = response.statusCode();
        String where = connection + ", asked to " + call.purpose() + ", ";
        return new InfrastructureFailure(
                switch (status) {
                    case 401 ->
                        where
                                + "does not accept the HTTP password of user '%s'. Check 'user' and 'password-file' of connection '%s'."
                                        .formatted(connection.user(), connection.name());
                    case 403 ->
                        where
                                + "says that user '%s' may not (%s). Check that user's rights in Gerrit, or 'user' of connection '%s'."
                                        .formatted(connection.user(), text, connection.name());
                    case 301, 302, 303, 307, 308 ->
                        where
                                + "points to %s. Put the address where it really is into 'url' of connection '%s'."
                                        .formatted(
                                                response.headers()
                                                        .firstValue("Location")
                                                        .orElse("another address"),
                                                connection.name());
                    default -> where + "answered with status %d (%s).".formatted(status, text);
                });
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? e.getClass().getSimpleName()
                : e.getClass().getSimpleName() + ": " + message;
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= TEXT_LIMIT ? line : line.substring(0, TEXT_LIMIT) + "…";
    }
}
