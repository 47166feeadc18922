package dev.sluice.activities.registry;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Authorities whose certificates this executor accepts from registries: the JDK's, the site's (`trusted-cas` of the
/// settings), and for one registry its own. Added, never replaced.
///
/// @param pems the site's certificates in PEM
public record TrustedCas(List<String> pems) {
    public TrustedCas {
        pems = List.copyOf(pems);
        pems.forEach(TrustedCas::certificates);
    }

    public static TrustedCas none() {
        return new TrustedCas(List.of());
    }

    SSLContext context(Optional<String> ownPem) {
        try {
            List<Certificate> trusted = new ArrayList<>(jdkAuthorities());
            pems.forEach(pem -> trusted.addAll(certificates(pem)));
            ownPem.ifPresent(pem -> trusted.addAll(certificates(pem)));
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < trusted.size(); i++) {
                store.setCertificateEntry("ca-" + i, trusted.get(i));
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trustManagers(store), null);
            return context;
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException("this JDK cannot set up TLS: " + broken.getMessage(), broken);
        }
    }

    /// @throws IllegalArgumentException when the text holds no certificate
    static List<X509Certificate> certificates(String pem) {
        requireNonNull(pem, "pem");
        try {
            List<X509Certificate> found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException("found no certificate; expected '-----BEGIN CERTIFICATE-----'");
            }
            return found;
        } catch (CertificateException malformed) {
            throw new IllegalArgumentException(
                    "found no valid certificate in PEM: " + malformed.getMessage(), malformed);
        }
    }

    private static List<X509Certificate> jdkAuthorities() throws GeneralSecurityException {
        List<X509Certificate> found = new ArrayList<>();
        for (TrustManager manager : trustManagers(null)) {
            if (manager instanceof X509TrustManager x509) {
                found.addAll(List.of(x509.getAcceptedIssuers()));
            }
        }
        return found;
    }

    private static TrustManager[] trustManagers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
