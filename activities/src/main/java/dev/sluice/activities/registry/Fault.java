package dev.sluice.activities.registry;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/// Why a try failed without an answer from the registry itself.
///
/// @param what in words for people
/// @param advice what to do about it
/// @param passing whether trying again may help
/// @param asked how long the server asked to wait
record Fault(String what, String advice, boolean passing, Optional<Duration> asked) {
    static final String LOOK = "Check that it is up and can be reached from this executor, then run the step again.";

    /// How the JDK words that a body is longer than we take.
    private static final String TOO_LARGE = "body exceeds capacity";

    static Fault of(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return new Fault("its host name is not known", LOOK, true, Optional.empty());
            }
            if (cause instanceof SSLHandshakeException || (cause instanceof SSLException && isTrust(cause))) {
                return new Fault(
                        "its certificate is not accepted: " + cause.getMessage(),
                        "Add the authority that signed it to 'trusted-cas' in the settings (or to the registry's own"
                                + " record), and see that the certificate names the host.",
                        false,
                        Optional.empty());
            }
            if (cause instanceof SSLException
                    && String.valueOf(cause.getMessage()).contains("plaintext")) {
                return new Fault("it answers without TLS", "Give its address with http://.", false, Optional.empty());
            }
            if (cause instanceof HttpConnectTimeoutException) {
                return new Fault("it cannot be reached (connecting took too long)", LOOK, true, Optional.empty());
            }
            if (cause instanceof HttpTimeoutException) {
                return new Fault("it did not answer in time", LOOK, true, Optional.empty());
            }
            if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
                return new Fault("it refused the connection", LOOK, true, Optional.empty());
            }
            if (String.valueOf(cause.getMessage()).startsWith(TOO_LARGE)) {
                return new Fault(
                        "its answer is larger than any manifest or list may be",
                        "Look at what is stored there; an image's manifest has at most 4 MiB.",
                        false,
                        Optional.empty());
            }
            if (cause instanceof EOFException) {
                return new Fault("the connection ended in the middle", LOOK, true, Optional.empty());
            }
        }
        String message = error.getMessage();
        return new Fault(
                "the connection broke (" + (message == null ? error.getClass().getSimpleName() : message) + ")",
                LOOK,
                true,
                Optional.empty());
    }

    private static boolean isTrust(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return message.contains("certificat") || message.contains("PKIX");
    }

    /// The fault behind a status that says the server, not the request, is to blame; empty for other statuses.
    static Optional<Fault> of(Answer answer) {
        return switch (answer.status()) {
            case 408, 425, 500, 502, 503, 504 ->
                Optional.of(new Fault("it answered " + answer.told(), LOOK, true, retryAfter(answer)));
            case 429 ->
                Optional.of(new Fault(
                        "it limits requests: " + answer.told(),
                        "Wait until the limit ends, or give a credential with a higher one; then run the step again.",
                        true,
                        retryAfter(answer)));
            case 507 ->
                Optional.of(new Fault(
                        "its storage is full: " + answer.told(),
                        "Free space on the registry, then run the step again.",
                        false,
                        Optional.empty()));
            default ->
                answer.status() >= 500
                        ? Optional.of(new Fault("it answered " + answer.told(), LOOK, true, Optional.empty()))
                        : Optional.empty();
        };
    }

    /// Seconds, or a date measured against the server's own clock.
    static Optional<Duration> retryAfter(Answer answer) {
        Optional<String> text = answer.header("retry-after").map(String::strip);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.get().matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text.get())));
        }
        try {
            Instant until = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.get()));
            return answer.header("date")
                    .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)))
                    .map(now -> Duration.between(now, until))
                    .map(time -> time.isNegative() ? Duration.ZERO : time);
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }
}
