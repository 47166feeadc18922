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
            "  sluice image quay.io/team/tool:1.0 --json",
            "",
            "Exit code: 0 when its origin is known, else 1."
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
                        + client.endpoint().name() + "'. See its name and tag; --registry asks another registry.");
            }
            List<ImageStory.Origin> origins = Provenance.of(client, ref.path(), digest.get()).stream()
                    .map(statement -> ImageStory.Origin.of(statement, tests(statement)))
                    .toList();
            ImageStory story = new ImageStory(ref.toString(), digest.get().toString(), origins);
            if (site.json()) {
                out.println(ApiClient.JSON.writeValueAsString(story));
            } else {
                story.print(out);
            }
            return origins.isEmpty() ? 1 : 0;
        } catch (RegistryRefusal refusal) {
            throw new CommandFailure(String.valueOf(refusal.getMessage()));
        }
    }

    private RegistryEndpoint endpoint(ImageRef ref) throws IOException {
        String host =
                !registry.isEmpty() ? registry : ref.host().equals("docker.io") ? "registry-1.docker.io" : ref.host();
        if (user.isEmpty() != passwordFile.isEmpty()) {
            throw new CommandFailure("--user and --password-file belong together: give both, or neither.");
        }
        Optional<Credential> credential = user.isEmpty()
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

    /// The image's own story counts even when no site answers.
    private ImageStory.Tests tests(Provenance origin) {
        String path = "/api/buildset/" + ApiClient.quote(origin.buildset());
        try {
            ApiClient client = site.client();
            return client.has(path)
                    ? ImageStory.Tests.of(client.one(path, ApiBuildset.class), origin.build())
                    : ImageStory.Tests.unknown("the site has no buildset '" + origin.buildset() + "' any more");
        } catch (CommandFailure silent) {
            return ImageStory.Tests.unknown(String.valueOf(silent.getMessage()));
        }
    }
}
