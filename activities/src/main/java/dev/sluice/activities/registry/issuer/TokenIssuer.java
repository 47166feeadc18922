package dev.sluice.activities.registry.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sluice.activities.registry.Credential;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Decides who may do what at the buildset registries of this host, and signs it (container-roles 3.2).
public final class TokenIssuer {
    public static final Duration TOKEN_LIFE = Duration.ofMinutes(5);

    private static final Duration CERTIFICATE_LIFE = Duration.ofDays(365);
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);
    private static final int SECRET_BYTES = 32;

    private final RegistrationFiles files;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /// @param directory where registrations are kept; made when absent, private to the worker's user
    public TokenIssuer(Path directory, Clock clock) {
        this.files = new RegistrationFiles(directory);
        this.clock = clock;
    }

    /// What a request for a token comes to.
    public sealed interface Verdict {
        record Granted(String token, Duration life, Instant at) implements Verdict {
            @Override
            public String toString() {
                return "Granted[***]";
            }
        }

        /// A password is needed, and was absent or wrong.
        record Refused() implements Verdict {}

        record UnknownRegistry() implements Verdict {}
    }

    /// The registration of a build's registry, made at the first call.
    ///
    /// @param names host names and addresses that its certificate vouches for
    public synchronized Registration register(String id, String username, List<String> names) {
        Optional<Registration> known = files.read(id);
        if (known.isPresent()) {
            return known.get();
        }
        Instant now = clock.instant();
        Registration made = new Registration(
                id,
                username,
                secret(),
                FreshCertificate.issue("buildset registry", names, now, CERTIFICATE_LIFE),
                FreshCertificate.forSigning("buildset registry tokens", now, CERTIFICATE_LIFE),
                now);
        files.write(made);
        return made;
    }

    public Optional<Registration> find(String id) {
        return files.read(id);
    }

    /// The registry is gone; its tokens are no longer issued. Idempotent.
    public synchronized void forget(String id) {
        files.delete(id);
    }

    /// Forgets the registries of builds that are over: those of workers that died before they could.
    ///
    /// @return how many
    public synchronized int forgetClosed(Predicate<String> buildIsOpen) {
        int forgotten = 0;
        for (String id : files.ids()) {
            if (!buildIsOpen.test(id)) {
                files.delete(id);
                forgotten++;
            }
        }
        return forgotten;
    }

    /// Forgets registries older than any build can be: those of workers that died before they could.
    ///
    /// @return how many
    public synchronized int forgetOlderThan(Duration age) {
        Instant limit = clock.instant().minus(age);
        int forgotten = 0;
        for (String id : files.ids()) {
            if (files.read(id).filter(one -> one.made().isBefore(limit)).isPresent()) {
                files.delete(id);
                forgotten++;
            }
        }
        return forgotten;
    }

    /// Anyone may pull, whatever credential came along: engines send a mirror the user's Docker Hub credential. Only
    /// who
    /// knows the registry's password may do more, or ask for no scope at all, which is a check of the password.
    public Verdict decide(String id, List<String> scopes, Optional<Credential> credential) {
        Optional<Registration> known = files.read(id);
        if (known.isEmpty()) {
            return new Verdict.UnknownRegistry();
        }
        Registration registration = known.get();
        List<RequestedScope> wanted = RequestedScope.parse(scopes);
        boolean trusted = credential.filter(one -> knows(registration, one)).isPresent();
        if (!trusted && (wanted.isEmpty() || wanted.stream().anyMatch(scope -> !scope.readsOnly()))) {
            return new Verdict.Refused();
        }
        Instant now = clock.instant();
        return new Verdict.Granted(signed(registration, wanted, now), TOKEN_LIFE, now);
    }

    private static boolean knows(Registration registration, Credential credential) {
        return registration.username().equals(credential.username())
                && MessageDigest.isEqual(bytes(registration.password()), bytes(credential.password()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String signed(Registration registration, List<RequestedScope> scopes, Instant now) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .x509CertChain(
                        List.of(new Base64(base64Der(registration.signing().certificatePem()))))
                .build();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(registration.issuer())
                .subject("")
                .audience(registration.service())
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now.minus(CLOCK_SKEW)))
                .expirationTime(Date.from(now.plus(TOKEN_LIFE)))
                .jwtID(secret())
                .claim(
                        "access",
                        scopes.stream()
                                .map(scope ->
                                        Map.of("type", scope.type(), "name", scope.name(), "actions", scope.actions()))
                                .toList())
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(new ECDSASigner(registration.signing().privateKey(), Curve.P_256));
        } catch (JOSEException broken) {
            throw new IllegalStateException("cannot sign a token", broken);
        }
        return token.serialize();
    }

    private static String base64Der(String pem) {
        return pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64URL.encode(bytes).toString();
    }
}
