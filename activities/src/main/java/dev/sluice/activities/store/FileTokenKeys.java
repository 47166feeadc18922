package dev.sluice.activities.store;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.TokenSigner;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The keys of tokens in `keys/oidc.json` below the state directory: a JWK set (RFC 7517), oldest key first.
///
/// A key signs for a week. It stays until the last token that it signed has expired, which its `exp` says.
public final class FileTokenKeys implements TokenSigner {
    /// What every relying party takes; a key lives for days.
    private static final int BITS = 2048;

    private static final Duration SIGNS_FOR = Duration.ofDays(7);
    private static final String KEY_ID = "RS256-";

    private final Path file;
    private final PrivateFiles files;
    private final String issuer;
    private final InstantSource clock;

    /// @param issuer the site's public address
    public FileTokenKeys(Path stateDirectory, String issuer, InstantSource clock) {
        this.file = stateDirectory.resolve("keys/oidc.json");
        this.files = new PrivateFiles(file.resolveSibling(""));
        this.issuer = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        this.clock = clock;
    }

    @Override
    public String issuer() {
        return issuer;
    }

    @Override
    public String sign(Map<String, Object> claims, Instant expires) {
        RSAKey key = keys(expires).getLast();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build();
        JWSObject token = new JWSObject(header, new Payload(claims));
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java cannot sign with RS256", e);
        }
        return token.serialize();
    }

    /// The public keys, as a JWK set in JSON values.
    public Map<String, Object> published() {
        List<JWK> published = keys(clock.instant()).stream()
                .map(key -> new RSAKey.Builder(key)
                        .issueTime(null)
                        .expirationTime(null)
                        .build()
                        .toPublicJWK())
                .map(JWK.class::cast)
                .toList();
        return new JWKSet(published).toJSONObject();
    }

    /// All that may still have a token in use; the last one signs.
    ///
    /// @param expires when a token of it will expire
    private List<RSAKey> keys(Instant expires) {
        return files.exclusively(() -> {
            List<RSAKey> before = read();
            List<RSAKey> keys = new ArrayList<>(before);
            Instant now = clock.instant();
            keys.removeIf(key -> instant(key.getExpirationTime()).isBefore(now));
            if (keys.isEmpty()
                    || instant(keys.getLast().getIssueTime()).plus(SIGNS_FOR).isBefore(now)) {
                keys.add(make(before.isEmpty() ? 1 : number(before.getLast()) + 1, now));
            }
            keys.add(signingUntil(keys.removeLast(), expires));
            if (!keys.equals(before)) {
                files.write(file, new JWKSet(List.<JWK>copyOf(keys)).toString(false) + "\n");
            }
            return keys;
        });
    }

    private static RSAKey make(int number, Instant now) {
        try {
            RSAKey made = new RSAKeyGenerator(BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyID(KEY_ID + number)
                    .issueTime(Date.from(now))
                    .generate();
            return signingUntil(made, now.plus(SIGNS_FOR));
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java has no RSA", e);
        }
    }

    private static RSAKey signingUntil(RSAKey key, Instant expires) {
        return instant(key.getExpirationTime()).isBefore(expires)
                ? new RSAKey.Builder(key).expirationTime(Date.from(expires)).build()
                : key;
    }

    private static Instant instant(@Nullable Date date) {
        return date == null ? Instant.EPOCH : date.toInstant();
    }

    private static int number(RSAKey key) {
        return Integer.parseInt(key.getKeyID().substring(KEY_ID.length()));
    }

    private List<RSAKey> read() {
        return files.read(file).map(this::parse).orElse(List.of());
    }

    /// The exception of the parser may quote the keys, so it goes no further.
    private List<RSAKey> parse(String json) {
        try {
            return JWKSet.parse(json).getKeys().stream().map(JWK::toRSAKey).toList();
        } catch (ParseException | IllegalArgumentException | ClassCastException broken) {
            throw new InfrastructureFailure("The keys of OpenID Connect tokens '" + file
                    + "' are not a JWK set. Put the right file back, or remove it: tokens that are in use will no longer"
                    + " be taken then. [KEY-BROKEN]");
        }
    }
}
