package dev.sluice.activities.registry.issuer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;
import org.bouncycastle.util.io.pem.PemObject;

/// A server's certificate under an authority of its own, whose key is thrown away at once: nothing else can ever be
/// signed with it.
///
/// @param caPem the authority's certificate
/// @param certificatePem the server's certificate
/// @param keyPem the server's private key (PKCS #8); secret
public record FreshCertificate(String caPem, String certificatePem, String keyPem) {
    /// Clocks of nodes may be behind ours by this much.
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

    /// @param names host names and addresses of the server
    public static FreshCertificate issue(String commonName, List<String> names, Instant now, Duration life) {
        try {
            KeyPair authority = keyPair();
            X500Name authorityName = named(commonName + " authority");
            X509v3CertificateBuilder root = builder(authorityName, authorityName, authority, now, life)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            KeyPair server = keyPair();
            GeneralName[] alternatives =
                    names.stream().distinct().map(FreshCertificate::alternative).toArray(GeneralName[]::new);
            X509v3CertificateBuilder leaf = builder(authorityName, named(commonName), server, now, life)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
            return new FreshCertificate(
                    pem(sign(root, authority)), pem(sign(leaf, authority)), keyPem(server.getPrivate()));
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException broken) {
            throw new IllegalStateException("cannot make a certificate: " + broken.getMessage(), broken);
        }
    }

    /// A certificate that vouches for itself, for signing tokens.
    static FreshCertificate forSigning(String commonName, Instant now, Duration life) {
        try {
            KeyPair pair = keyPair();
            X500Name name = named(commonName);
            X509v3CertificateBuilder builder = builder(name, name, pair, now, life)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(
                            Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign));
            String certificate = pem(sign(builder, pair));
            return new FreshCertificate(certificate, certificate, keyPem(pair.getPrivate()));
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException broken) {
            throw new IllegalStateException("cannot make a certificate: " + broken.getMessage(), broken);
        }
    }

    /// What a server in this process shows to its clients.
    public SSLContext serverContext() {
        try {
            Certificate leaf = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificatePem.getBytes(StandardCharsets.US_ASCII)));
            char[] inMemoryOnly = new char[0];
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setKeyEntry("server", privateKey(), inMemoryOnly, new Certificate[] {leaf});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, inMemoryOnly);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException("this JDK cannot set up TLS: " + broken.getMessage(), broken);
        }
    }

    PrivateKey privateKey() {
        try (PEMParser parser = new PEMParser(new StringReader(keyPem))) {
            PemObject object = parser.readPemObject();
            if (object == null) {
                throw new IllegalStateException("a stored private key is empty");
            }
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(object.getContent()));
        } catch (IOException | GeneralSecurityException broken) {
            throw new IllegalStateException("a stored private key cannot be read", broken);
        }
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, KeyPair subjectKeys, Instant now, Duration life) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(127, new SecureRandom()),
                Date.from(now.minus(CLOCK_SKEW)),
                Date.from(now.plus(life)),
                subject,
                subjectKeys.getPublic());
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair signer)
            throws OperatorCreationException, GeneralSecurityException {
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
    }

    private static X500Name named(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private static GeneralName alternative(String name) {
        return new GeneralName(IPAddress.isValid(name) ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }

    private static String pem(X509Certificate certificate) throws GeneralSecurityException {
        return wrapped("CERTIFICATE", certificate.getEncoded());
    }

    private static String keyPem(PrivateKey key) {
        return wrapped("PRIVATE KEY", key.getEncoded());
    }

    private static String wrapped(String type, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }

    @Override
    public String toString() {
        return "FreshCertificate[***]";
    }
}
