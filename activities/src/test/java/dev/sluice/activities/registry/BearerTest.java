package dev.sluice.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.registry.ImageCopier.Image;
import dev.sluice.activities.registry.RegistryRefusal.NotPermitted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The token protocol, against a registry that takes what its realm issued.
final class BearerTest {
    private final FakeRegistry registry = new FakeRegistry();
    private final FakeRegistry realm = new FakeRegistry();
    private final Registries registries = new Registries();
    private final AtomicInteger issued = new AtomicInteger();
    private final Set<String> valid = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void guard() {
        registry.quirk(".", Integer.MAX_VALUE, exchange -> {
            String sent = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            if (valid.contains(sent)) {
                return false;
            }
            exchange.getResponseHeaders()
                    .add("WWW-Authenticate", "Bearer  service=\"a registry\" , realm=\"" + realm.base() + "/token\"");
            FakeRegistry.error(exchange, 401, "UNAUTHORIZED");
            return true;
        });
    }

    private boolean issue(HttpExchange exchange) throws IOException {
        String token = "token-" + issued.incrementAndGet();
        valid.add("Bearer " + token);
        FakeRegistry.answer(exchange, 200, ("{\"access_token\":\"" + token + "\"}").getBytes(StandardCharsets.UTF_8));
        return true;
    }

    @AfterEach
    void stop() {
        registries.close();
        registry.close();
        realm.close();
    }

    @Test
    void asksTheRealmOnceForManyCalls() throws Exception {
        realm.quirk("GET /token", Integer.MAX_VALUE, this::issue);
        RegistryClient client = registries.connect(registry.base(), "me", "secret");

        client.tags("org/app");
        client.tags("org/app");
        client.manifestDigest("org/app", "t");

        assertThat(realm.log)
                .containsExactly("GET /token?service=a+registry&scope=repository%3Aorg%2Fapp%3Apull [Basic]");
    }

    @Test
    void anonymousClientsSendTheRealmNothing() throws Exception {
        realm.quirk("GET /token", Integer.MAX_VALUE, this::issue);

        registries.connect(registry.base()).tags("org/app");

        assertThat(realm.log).hasSize(1).noneMatch(line -> line.contains("["));
    }

    @Test
    void twoClientsNeverShareAToken() throws Exception {
        realm.quirk("GET /token", Integer.MAX_VALUE, this::issue);

        registries.connect(registry.base(), "one", "secret").tags("org/app");
        registries.connect(registry.base(), "two", "secret").tags("org/app");

        assertThat(realm.log).hasSize(2);
    }

    @Test
    void aTokenThatIsNoLongerTakenIsRenewedOnce() throws Exception {
        realm.quirk("GET /token", Integer.MAX_VALUE, this::issue);
        RegistryClient client = registries.connect(registry.base());
        client.tags("org/app");

        valid.clear();
        client.tags("org/app");

        assertThat(issued).hasValue(2);
    }

    @Test
    void aTokenThatIsNeverTakenIsNotPermitted() {
        realm.answers("GET /token", 99, 200, Map.of(), "{\"token\":\"useless\",\"expires_in\":300}");
        RegistryClient client = registries.connect(registry.base(), "me", "secret");

        assertThatThrownBy(() -> client.tags("org/app"))
                .isInstanceOf(NotPermitted.class)
                .hasMessageContaining("User 'me' is not allowed to read");
        assertThat(registry.log).hasSize(2);
    }

    @Test
    void aRealmThatRefusesThePasswordIsNotAskedAgain() {
        realm.answers("GET /token", 99, 401, Map.of(), "");
        RegistryClient client = registries.connect(registry.base(), "me", "secret");

        assertThatThrownBy(() -> client.tags("org/app"))
                .isInstanceOf(NotPermitted.class)
                .hasMessageContaining("did not accept the user name and password of 'me'")
                .message()
                .doesNotContain("secret");
        assertThat(realm.log).hasSize(1);
        assertThat(registries.waits).isEmpty();
    }

    @Test
    void aRealmThatIsDownForAMomentIsAskedAgain() throws Exception {
        realm.answers("GET /token", 2, 503, Map.of(), "");
        realm.quirk("GET /token", Integer.MAX_VALUE, this::issue);

        registries.connect(registry.base()).tags("org/app");

        assertThat(registries.waits).hasSize(2);
    }

    @Test
    void aRealmThatStaysDownIsAnInfrastructureFailure() {
        realm.answers("GET /token", 99, 503, Map.of(), "");

        assertThatThrownBy(() -> registries.connect(registry.base()).tags("org/app"))
                .isInstanceOf(InfrastructureFailure.class);
    }

    @Test
    void aMountAsksForBothRepositoriesInOneToken() throws Exception {
        realm.quirk("GET /token", Integer.MAX_VALUE, this::issue);
        RegistryClient client = registries.connect(registry.base());
        TestImage image = TestImage.docker("a", 100);
        image.pushTo(client, "org/app", "t");

        CopyReport report = new ImageCopier(2)
                .copy(new Image(client, "org/app", "t"), new Image(client, "org/b", "t"), Optional.empty(), _ -> {});

        assertThat(report.mounted()).isEqualTo(2);
        assertThat(realm.requests("scope=repository%3Aorg%2Fb%3Apull%2Cpush&scope=repository%3Aorg%2Fapp%3Apull"))
                .isNotEmpty();
    }
}
