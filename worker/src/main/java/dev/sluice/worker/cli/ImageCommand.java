package dev.sluice.worker.cli;

import dev.sluice.activities.registry.Credential;
import dev.sluice.activities.registry.Digest;
import dev.sluice.activities.registry.ImageRef;
import dev.sluice.activities.registry.Patience;
import dev.sluice.activities.registry.Provenance;
import dev.sluice.activities.registry.RegistryClient;
import dev.sluice.activities.registry.RegistryEndpoint;
import dev.sluice.activities.registry.RegistryRefusal;
import dev.sluice.activities.registry.TrustedCas;
import dev.sluice.worker.api.ApiBuild;
import dev.sluice.worker.api.ApiBuildset;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "image",
        description = "Tells which change an image is from, which build made it on what base, and what tested it.",
        footer = {
            "",
            "Examples:",
            "  sluice image example/app:latest --registry 127.0.0.1:5443 --ca-file ca.crt",
            "  sluice image quay.io/team/tool:1.0"
        })
final class ImageCommand implements Callable<Integer> {
    @Mixin
    private SiteOptions site = new SiteOptions();

    @Parameters(paramLabel = "NAME:TAG", description = "The image.")
    private String image = "";

    @Option(
            names = "--registry",
            paramLabel = "HOST:PORT",
            description = "Ask this registry instead of the image's own.")
    private String registry = "";

    @Option(names = "--ca-file", paramLabel = "FILE", description = "Authority that signed the registry's certificate.")
    private String caFile = "";

    @Option(names = "--user", paramLabel = "NAME", description = "User at the registry; needs --password-file.")
    private String user = "";

    @Option(names = "--password-file", paramLabel = "FILE", description = "File with the user's password.")
    private String passwordFile = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        ImageRef ref;
        try {
            ref = ImageRef.parse(image);
        } catch (IllegalArgumentException refused) {
            throw new CommandFailure(String.valueOf(refused.getMessage()));
        }
        PrintWriter out = spec.commandLine().getOut();
        try (RegistryClient client =
                new RegistryClient(endpoint(ref), TrustedCas.none(), Patience.usual(), Clock.systemUTC())) {
            Optional<Digest> digest = client.manifestDigest(ref.path(), ref.reference());
            if (digest.isEmpty()) {
                throw new CommandFailure("There is no image '" + ref + "' in registry '"
                        + client.endpoint().name() + "'.");
            }
            out.println(ref + "  " + digest.get());
            List<Provenance> origins = Provenance.of(client, ref.path(), digest.get());
            if (origins.isEmpty()) {
                out.println("  nothing is known of its origin: no build of Sluice left a statement beside it");
            }
            origins.forEach(origin -> print(out, origin));
            return origins.isEmpty() ? 1 : 0;
        } catch (RegistryRefusal refusal) {
            throw new CommandFailure(String.valueOf(refusal.getMessage()));
        }
    }

    private RegistryEndpoint endpoint(ImageRef ref) throws IOException {
        String host =
                !registry.isEmpty() ? registry : ref.host().equals("docker.io") ? "registry-1.docker.io" : ref.host();
        Optional<Credential> credential = user.isEmpty() || passwordFile.isEmpty()
                ? Optional.empty()
                : Optional.of(new Credential(user, text(passwordFile).strip()));
        try {
            return new RegistryEndpoint(
                    URI.create("https://" + host),
                    caFile.isEmpty() ? Optional.empty() : Optional.of(text(caFile)),
                    credential);
        } catch (IllegalArgumentException malformed) {
            throw new CommandFailure("'" + host + "' is not a registry's host and port.");
        }
    }

    private static String text(String file) throws IOException {
        Path path = Path.of(file);
        if (!Files.isReadable(path)) {
            throw new CommandFailure("File '" + file + "' cannot be read.");
        }
        return Files.readString(path);
    }

    private void print(PrintWriter out, Provenance origin) {
        var told = origin.subject();
        if (told.containsKey("change")) {
            out.println("  change   " + told.get("change") + "," + told.getOrDefault("patchset", "?") + " of "
                    + told.getOrDefault("project", "?") + " on " + told.getOrDefault("branch", "?") + "  "
                    + told.getOrDefault("change_url", ""));
        } else {
            out.println("  ref      " + told.getOrDefault("ref", "?") + " of " + told.getOrDefault("project", "?"));
        }
        out.println("  build    " + origin.build() + " (job " + told.getOrDefault("job", "?") + ", pipeline "
                + told.getOrDefault("pipeline", "?") + ")");
        origin.bases().forEach((name, digest) -> out.println("  base     " + name + "  " + digest));
        String tested;
        try {
            tested = tests(origin);
        } catch (CommandFailure silent) {
            tested = "not known: " + silent.getMessage();
        }
        out.println("  tested   " + tested);
    }

    private String tests(Provenance origin) {
        String path = "/api/buildset/" + ApiClient.quote(origin.buildset());
        if (!site.client().has(path)) {
            return "not known: the site has no buildset '" + origin.buildset() + "' any more";
        }
        ApiBuildset buildset = site.client().one(path, ApiBuildset.class);
        List<String> jobs = buildset.builds().stream()
                .filter(build -> !build.uuid().equals(origin.build()))
                .map(ImageCommand::outcome)
                .toList();
        return (jobs.isEmpty() ? "by no other job" : String.join(", ", jobs)) + " (buildset " + buildset.uuid() + ": "
                + (buildset.result().isEmpty() ? "running" : buildset.result()) + ")";
    }

    private static String outcome(ApiBuild build) {
        return build.job() + " " + (build.result().isEmpty() ? build.state() : build.result());
    }
}
