package dev.sluice.activities.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.activities.registry.RegistryRefusal.NotPermitted;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Bearer tokens of one credential at one registry. One instance never serves two credentials, so that no tenant can
/// ride on another's token.
final class Tokens {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration USUAL_LIFE = Duration.ofSeconds(60);
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final Optional<Credential> credential;
    private final Clock clock;
    private final Map<List<Scope>, Token> cache = new ConcurrentHashMap<>();

    Tokens(Optional<Credential> credential, Clock clock) {
        this.credential = credential;
        this.clock = clock;
    }

    private record Token(String value, Instant expires) {}

    /// Asks the realm.
    interface Realm {
        Answer read(URI address, Optional<String> authorization) throws IOException, InterruptedException;
    }

    /// A token that is known to cover these scopes and to live a little longer.
    Optional<String> known(List<Scope> scopes) {
        Instant soon = clock.instant().plus(MARGIN);
        return cache.entrySet().stream()
                .filter(entry -> entry.getValue().expires.isAfter(soon))
                .filter(entry -> scopes.stream()
                        .allMatch(scope -> entry.getKey().stream().anyMatch(held -> held.covers(scope))))
                .findFirst()
                .map(entry -> entry.getValue().value);
    }

    /// Drops tokens that cover these scopes: the registry did not take one.
    void forget(List<Scope> scopes) {
        cache.keySet()
                .removeIf(held ->
                        scopes.stream().allMatch(scope -> held.stream().anyMatch(one -> one.covers(scope))));
    }

    /// Fetches a token.
    ///
    /// @return empty, with the answer handed to `fault`, when the realm failed and may be asked again
    Optional<String> fetch(Challenge challenge, URI asked, List<Scope> scopes, Realm realm, List<Answer> fault)
            throws RegistryRefusal, IOException, InterruptedException {
        URI address;
        try {
            address = asked.resolve(new URI(challenge.parameter("realm")));
        } catch (URISyntaxException malformed) {
            throw new NotPermitted("its token service is said to be at '" + challenge.parameter("realm")
                    + "', which is no address. Set its realm.");
        }
        if ("https".equals(asked.getScheme()) && !"https".equals(address.getScheme())) {
            throw new NotPermitted("it sends clients from https to '" + address.getScheme() + "' for a token ("
                    + address + "), where a password could be read on the way. Set its realm to an https address.");
        }
        List<String> query = new ArrayList<>();
        if (!challenge.parameter("service").isEmpty()) {
            query.add("service=" + encoded(challenge.parameter("service")));
        }
        scopes.forEach(scope -> query.add("scope=" + encoded(scope.toString())));
        URI whole = query.isEmpty()
                ? address
                : URI.create(address + (address.getRawQuery() == null ? "?" : "&") + String.join("&", query));
        Answer answer = realm.read(whole, credential.map(one -> "Basic " + one.encoded()));
        if (Fault.of(answer).isPresent()) {
            fault.add(answer);
            return Optional.empty();
        }
        if (answer.status() != 200) {
            throw new NotPermitted("its token service " + RegistryEndpoint.origin(address)
                    + (credential.isPresent()
                            ? " did not accept the user name and password of '"
                                    + credential.get().username() + "'"
                            : " gives no token without a user name and password")
                    + " (" + answer.told() + ", for "
                    + scopes.stream().map(Scope::toString).collect(Collectors.joining(" ")) + ").");
        }
        return Optional.of(remembered(scopes, JSON.readTree(answer.bytes()), address));
    }

    private String remembered(List<Scope> scopes, JsonNode reply, URI address) throws RegistryRefusal {
        String value = reply.path("token").asText(reply.path("access_token").asText(""));
        if (value.isEmpty()) {
            value = reply.path("access_token").asText("");
        }
        if (value.isEmpty()) {
            throw new NotPermitted(
                    "its token service " + RegistryEndpoint.origin(address) + " answered without a token.");
        }
        long seconds = reply.path("expires_in").asLong(0);
        Duration life = seconds > 0 ? Duration.ofSeconds(seconds) : USUAL_LIFE;
        cache.put(List.copyOf(scopes), new Token(value, clock.instant().plus(life)));
        return value;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
