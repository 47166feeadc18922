package dev.sluice.activities.registry;

import dev.sluice.activities.contract.InfrastructureFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/// Sends single requests: connections, TLS, redirects, and the watch over transfers that stand still.
final class Wire implements AutoCloseable {
    private static final int REDIRECTS = 5;
    private static final int WHOLE_BODY = 16 << 20;
    private static final List<Integer> MOVED = List.of(301, 302, 303, 307, 308);

    private final RegistryEndpoint endpoint;
    private final Patience patience;
    private final HttpClient client;
    private final AtomicLong requests = new AtomicLong();

    Wire(RegistryEndpoint endpoint, TrustedCas trusted, Patience patience) {
        this.endpoint = endpoint;
        this.patience = patience;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience.answer());
        if ("https".equals(endpoint.base().getScheme())) {
            builder.sslContext(trusted.context(endpoint.caPem()));
        }
        this.client = builder.build();
    }

    long requests() {
        return requests.get();
    }

    /// Sends a call, following redirects of reads. The authorization goes to the registry's own origin only: storage
    /// behind it would refuse it, or learn it.
    Answer send(RegistryCall<?> call, URI address, Optional<String> authorization)
            throws IOException, InterruptedException {
        URI at = address;
        for (int hops = 0; ; hops++) {
            if ("https".equals(endpoint.base().getScheme()) && !"https".equals(at.getScheme())) {
                throw new InfrastructureFailure("Registry '" + endpoint.name() + "': could not "
                        + call.line().purpose()
                        + ": it leads from https to '" + at.getScheme() + "' (" + RegistryEndpoint.origin(at)
                        + "), which is never followed. Tell the registry its public address, or let it answer with"
                        + " relative addresses ('relativeurls').");
            }
            boolean own = RegistryEndpoint.origin(at).equals(endpoint.origin());
            HttpRequest.Builder request = HttpRequest.newBuilder(at);
            call.headers().forEach(request::header);
            authorization.filter(_ -> own).ifPresent(value -> request.header("Authorization", value));
            request.method(call.line().method(), call.body());
            boolean streams = call.streams();
            Answer answer = exchange(
                    request,
                    call.relay(),
                    status -> streams && call.line().expected().contains(status));
            Optional<URI> next = answer.location();
            boolean read =
                    call.line().method().equals("GET") || call.line().method().equals("HEAD");
            if (!read || !MOVED.contains(answer.status()) || next.isEmpty()) {
                return answer;
            }
            if (hops == REDIRECTS) {
                throw new IOException("it redirects in circles");
            }
            at = next.get();
        }
    }

    /// Asks a token service. Redirects are not followed: they would carry a password elsewhere.
    Answer realm(URI address, Optional<String> authorization) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        authorization.ifPresent(value -> request.header("Authorization", value));
        request.method("GET", BodyPublishers.noBody());
        return exchange(request, Optional.empty(), _ -> false);
    }

    private Answer exchange(HttpRequest.Builder request, Optional<Relay> relay, Predicate<Integer> streams)
            throws IOException, InterruptedException {
        if (relay.isEmpty()) {
            request.timeout(patience.answer());
        }
        requests.incrementAndGet();
        CompletableFuture<HttpResponse<Answer.Payload>> sent = client.sendAsync(request.build(), info -> {
            if (streams.test(info.statusCode())) {
                return BodySubscribers.mapping(BodySubscribers.ofPublisher(), Answer.Payload.Stream::new);
            }
            return BodySubscribers.mapping(
                    BodySubscribers.limiting(BodySubscribers.ofByteArray(), WHOLE_BODY), Answer.Payload.Whole::new);
        });
        HttpResponse<Answer.Payload> response = await(sent, relay);
        return new Answer(response.uri(), response.statusCode(), response.headers(), response.body());
    }

    private <T> T await(CompletableFuture<T> sent, Optional<Relay> relay) throws IOException, InterruptedException {
        long idle = patience.idle().toNanos();
        // Bodies of small answers are not covered by the request's own timeout, which ends with the headers.
        long started = System.nanoTime();
        long whole = patience.answer().toNanos() + idle;
        try {
            while (true) {
                long still = relay.map(Relay::nanosSinceProgress).orElseGet(() -> System.nanoTime() - started);
                long left = (relay.isPresent() ? idle : whole) - still;
                if (left <= 0) {
                    throw new HttpTimeoutException(
                            "no byte moved for " + Duration.ofNanos(still).toSeconds() + " s");
                }
                try {
                    return sent.get(left, TimeUnit.NANOSECONDS);
                } catch (TimeoutException _) {
                    // Looks again how long the transfer stands still.
                }
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IOException(failed.getCause());
        } finally {
            if (!sent.isDone()) {
                sent.cancel(true);
            }
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
