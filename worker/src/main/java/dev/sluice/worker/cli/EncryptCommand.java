package dev.sluice.worker.cli;

import dev.sluice.engine.secret.PublicKeyPem;
import dev.sluice.engine.secret.SecretCipher;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "encrypt",
        description = "Encrypts a text for a project's secrets (G2, G6); prints the YAML to paste.",
        footer = {
            "",
            "The text is read from the standard input or a file, never from the command line.",
            "",
            "Examples:",
            "  sluice encrypt --tenant demo --project config < password.txt",
            "  sluice encrypt --public-key config.pub --infile password.txt"
        })
final class EncryptCommand implements Callable<Integer> {
    @Mixin
    private SiteOptions site = new SiteOptions();

    @Option(names = "--tenant", paramLabel = "TENANT", description = "The tenant (default: the only one).")
    private String tenant = "";

    @Option(names = "--project", paramLabel = "PROJECT", description = "The project whose secret it will be.")
    private String project = "";

    @Option(names = "--public-key", paramLabel = "FILE", description = "The project's key, instead of asking a site.")
    private Optional<Path> publicKey = Optional.empty();

    @Option(names = "--infile", paramLabel = "FILE", description = "Where the text is (default: standard input).")
    private Optional<Path> infile = Optional.empty();

    @Option(names = "--no-strip", description = "Keep white space around the text.")
    private boolean noStrip;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (publicKey.isEmpty() && project.isEmpty()) {
            throw new CommandFailure("Name the project with --project, or its key with --public-key.");
        }
        String pem = publicKey.isPresent() ? Files.readString(publicKey.get()) : fetchedKey();
        byte[] input = infile.isPresent() ? Files.readAllBytes(infile.get()) : System.in.readAllBytes();
        String text = new String(input, StandardCharsets.UTF_8);
        List<String> chunks = SecretCipher.encrypt(key(pem), noStrip ? text : text.strip());
        PrintWriter out = spec.commandLine().getOut();
        out.println("!encrypted/pkcs1-oaep");
        chunks.forEach(chunk -> out.println("  - " + chunk));
        return 0;
    }

    private static PublicKey key(String pem) {
        try {
            return PublicKeyPem.read(pem);
        } catch (IllegalArgumentException noKey) {
            throw new CommandFailure("This is no public key: " + noKey.getMessage() + ".");
        }
    }

    private String fetchedKey() {
        ApiClient client = site.client();
        return client.text(
                "/api/tenant/" + ApiClient.quote(Tenants.chosen(client, tenant)) + "/key/" + project + ".pub");
    }
}
