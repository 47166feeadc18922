package dev.sluice.worker.http;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What others need to check this site's OpenID Connect tokens (G11), in the words of OpenID Connect Discovery.
public record OpenIdProvider(String issuer, Supplier<Map<String, Object>> keys) {

    void configuration(Context context) {
        context.json(Map.of(
                "issuer", issuer,
                "jwks_uri", issuer + "/oidc/jwks",
                "claims_supported", List.of("aud", "iat", "iss", "name", "sub", "custom"),
                "response_types_supported", List.of("id_token"),
                "id_token_signing_alg_values_supported", List.of("RS256"),
                "subject_types_supported", List.of("public")));
    }

    void keys(Context context) {
        context.json(keys.get());
    }
}
