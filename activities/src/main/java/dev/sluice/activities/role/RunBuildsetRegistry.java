package dev.sluice.activities.role;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.NativeRole;
import dev.sluice.activities.contract.RoleContext;
import dev.sluice.activities.contract.Sidecars;
import dev.sluice.activities.contract.Sidecars.Sidecar;
import dev.sluice.activities.registry.Digest;
import dev.sluice.activities.registry.issuer.Registration;
import dev.sluice.activities.registry.issuer.TokenIssuer;
import dev.sluice.activities.registry.issuer.TokenServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `run-buildset-registry` (1.7): starts the registry of this buildset beside the build's nodes, and returns how to
/// reach it as secret data. Any number of runs in one build, even at the same time, make one registry.
public final class RunBuildsetRegistry implements NativeRole {
    static final String SIDECAR = "buildset-registry";

    private static final int PORT = 5000;
    private static final String USER = "zuul";
    private static final String DATA = "/var/lib/registry";
    private static final String FILES = "/etc/docker/registry/";

    private final Sidecars sidecars;
    private final TokenIssuer issuer;
    private final TokenServer tokens;
    private final RegistryImage image;

    public RunBuildsetRegistry(Sidecars sidecars, TokenIssuer issuer, TokenServer tokens, RegistryImage image) {
        this.sidecars = sidecars;
        this.issuer = issuer;
        this.tokens = tokens;
        this.image = image;
    }

    @Override
    public String name() {
        return "run-buildset-registry";
    }

    @Override
    public void run(RoleContext context) throws InterruptedException {
        List<String> names = new ArrayList<>(List.of(BuildsetRegistry.ALIAS, "127.0.0.1", tokens.host()));
        if (!context.onExecutor()) {
            names.add(new NodeEngine(context).facts().hostAddress());
        }
        Registration registration = issuer.register(context.build(), USER, names);
        context.hide(registration.password());
        context.progress("starting the buildset registry");
        Sidecar sidecar = sidecars.start(
                new Sidecars.Spec(context.build(), SIDECAR, image.name(), Map.of(), files(registration), PORT, DATA));
        if (!names.contains(sidecar.host())) {
            throw new InfrastructureFailure("The buildset registry was published on '" + sidecar.host()
                    + "', but its certificate is for " + String.join(", ", names)
                    + ". Set 'docker.advertise-host' in the settings to the address that nodes reach.");
        }
        BuildsetRegistry registry = new BuildsetRegistry(
                sidecar.host(),
                sidecar.port(),
                registration.username(),
                registration.password(),
                registration.tls().caPem() + tokens.caPem());
        registry.hideSecrets(context);
        context.returnData(Map.of(), Map.of(BuildsetRegistry.NAME, registry.record()));
        context.fact(BuildsetRegistry.NAME, registry.record());
        context.log("The buildset registry runs at " + sidecar.host() + ":" + sidecar.port());
    }

    private Map<String, byte[]> files(Registration registration) {
        return Map.of(
                FILES + "config.yml", bytes(configuration(registration)),
                FILES + "tls.crt", bytes(registration.tls().certificatePem()),
                FILES + "tls.key", bytes(registration.tls().keyPem()),
                FILES + "token.crt", bytes(registration.signing().caPem()));
    }

    /// With a secret of its own, uploads outlive a restart of the registry; and images whose layers lie elsewhere
    /// (`urls`) may be stored, for copies keep manifests as they are.
    private String configuration(Registration registration) {
        return """
                version: 0.1
                log: {level: info}
                storage:
                  filesystem: {rootdirectory: %s}
                http:
                  addr: :%d
                  secret: %s
                  relativeurls: true
                  tls: {certificate: %stls.crt, key: %stls.key}
                auth:
                  token:
                    realm: %s
                    service: %s
                    issuer: %s
                    rootcertbundle: %stoken.crt
                validation:
                  manifests:
                    urls: {allow: ['^https?://']}
                """.formatted(
                DATA,
                PORT,
                Digest.of(bytes("http-secret " + registration.password())).hex(),
                FILES,
                FILES,
                tokens.realm(registration.id()),
                registration.service(),
                registration.issuer(),
                FILES);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
