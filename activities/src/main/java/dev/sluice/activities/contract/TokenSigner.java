package dev.sluice.activities.contract;

import java.time.Instant;
import java.util.Map;

/// Signs the OpenID Connect tokens of this site (G11).
public interface TokenSigner {

    /// The address at which others find the site's public keys.
    String issuer();

    /// A JSON Web Token with these claims, signed with RS256.
    ///
    /// @param expires when the token expires: its key stays published until then
    String sign(Map<String, Object> claims, Instant expires);
}
