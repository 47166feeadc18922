package dev.sluice.activities.role;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.RoleContext;
import dev.sluice.activities.contract.StepFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Builds one image in the node, by its engine's own command line and the classic builder: that one asks the
/// mirrors of
/// `daemon.json`, so it sees speculative images, which BuildKit in the engine does not for all registries
/// (1.4).
///
/// Arguments go to the engine one by one, never through a shell: a value may hold spaces and quotes.
final class ImageBuild {
    private static final String SIBLINGS = ".zuul-siblings";
    /// The engine's own words when a registry, not the Dockerfile, is to blame.
    private static final Pattern REGISTRY_FAULT =
            Pattern.compile("(?i)connection refused|no such host|i/o timeout|TLS handshake timeout|toomanyrequests"
                    + "|Client\\.Timeout|net/http: request canceled|unexpected HTTP status: 5\\d\\d"
                    + "|Cannot connect to the Docker daemon");

    private static final Pattern PULLED =
            Pattern.compile("Digest: (sha256:[0-9a-f]{64})\\s+Status: [^\\n]* for (\\S+)");

    private final RoleContext context;
    private final NodeEngine node;
    private final ImageFlavour flavour;
    private final String workDirectory;

    ImageBuild(RoleContext context, NodeEngine node, ImageFlavour flavour) throws StepFailure {
        this.context = context;
        this.node = node;
        this.flavour = flavour;
        String home = node.facts().home();
        String directory = Variables.text(context, "zuul_work_dir")
                .or(() -> projectDirectory(context))
                .orElseThrow(
                        () -> new StepFailure("Neither 'zuul_work_dir' nor 'zuul.project.src_dir' is defined, so it"
                                + " is not known where the sources are. [IMAGE-010]"));
        String absolute = directory.replaceFirst("^(~|\\{\\{ *ansible_user_dir *}})(?=/|$)", home);
        this.workDirectory = absolute.startsWith("/") ? absolute : home + "/" + absolute;
    }

    private static Optional<String> projectDirectory(RoleContext context) {
        return Optional.ofNullable(
                        Variables.map(Variables.map(context.variable("zuul").orElse(Map.of()))
                                        .getOrDefault("project", Map.of()))
                                .get("src_dir"))
                .map(String::valueOf);
    }

    /// Builds the image under these names.
    ///
    /// @param names with tags
    /// @param pull whether registries are asked for bases that the engine has
    /// @return bases as the engine pulled them: name → digest
    Map<String, String> build(ImageSpec image, List<String> names, boolean pull, Map<String, String> environment)
            throws StepFailure, InterruptedException {
        String directory = workDirectory + "/" + image.context();
        demand(image, "-d", directory, "'context' is '" + image.context() + "', but there is no directory");
        Optional<String> file = image.file().or(() -> Variables.text(context, flavour.fileVariable()));
        String fileName = file.orElse("Dockerfile");
        String filePath = fileName.startsWith("/") ? fileName : directory + "/" + fileName;
        if (file.isPresent() || image.path().equals(".")) {
            demand(image, "-f", filePath, "'" + flavour.fileKey() + "' is '" + fileName + "', but there is no file");
        }
        try {
            copySiblings(image, directory);
            context.progress("building " + names.getFirst());
            NodeEngine.Output built =
                    node.show(command(image, file, names, pull), classicBuilder(environment), directory);
            if (!built.succeeded()) {
                throw failed(image, built);
            }
            return bases(built.text());
        } finally {
            if (!image.siblings().isEmpty()) {
                node.ask("rm", "-rf", directory + "/" + SIBLINGS);
            }
        }
    }

    /// The engine says `Digest: …` and then `Status: … image for <name>` for each `FROM` that it asked a
    /// registry for.
    static Map<String, String> bases(String printed) {
        Map<String, String> found = new LinkedHashMap<>();
        Matcher pulled = PULLED.matcher(printed);
        while (pulled.find()) {
            found.put(pulled.group(2), pulled.group(1));
        }
        return found;
    }

    private void demand(ImageSpec image, String test, String path, String complaint)
            throws StepFailure, InterruptedException {
        if (!node.ask("test", test, path).succeeded()) {
            throw new StepFailure(image.place() + ": " + complaint + " '" + path + "' on the node. [IMAGE-011]");
        }
    }

    private static Map<String, String> classicBuilder(Map<String, String> environment) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.put("DOCKER_BUILDKIT", "0");
        return all;
    }

    private List<String> command(ImageSpec image, Optional<String> file, List<String> names, boolean pull) {
        List<String> argv = new ArrayList<>(List.of("docker", "build"));
        if (pull) {
            argv.add("--pull");
        }
        argv.addAll(List.of("--rm", "--force-rm"));
        // Given even when it is the usual name: it is looked for in 'context', not in 'path'.
        if (file.isPresent() || image.path().equals(".")) {
            argv.addAll(List.of("--file", file.orElse("Dockerfile")));
        }
        image.target().ifPresent(target -> argv.addAll(List.of("--target", target)));
        image.buildArgs().forEach(value -> argv.addAll(List.of("--build-arg", value)));
        if (!image.siblings().isEmpty()) {
            argv.addAll(List.of("--build-arg", "ZUUL_SIBLINGS=" + String.join(" ", image.siblings())));
        }
        Variables.text(context, "zuul", "change")
                .ifPresent(change -> argv.addAll(List.of("--label", "org.zuul-ci.change=" + change)));
        argv.addAll(List.of(
                "--label",
                "org.zuul-ci.change_url="
                        + Variables.text(context, "zuul", "change_url").orElse("")));
        image.labels().forEach(label -> argv.addAll(List.of("--label", label)));
        names.forEach(name -> argv.addAll(List.of("--tag", name)));
        argv.add("--");
        argv.add(image.path());
        return argv;
    }

    private void copySiblings(ImageSpec image, String directory) throws StepFailure, InterruptedException {
        if (image.siblings().isEmpty()) {
            return;
        }
        Map<String, Object> projects = Variables.map(
                Variables.map(context.variable("zuul").orElse(Map.of())).getOrDefault("projects", Map.of()));
        String target = directory + "/" + SIBLINGS;
        if (node.ask("test", "-e", target).succeeded()) {
            throw new StepFailure(image.place() + ": '" + target + "' exists already; siblings are copied there, so the"
                    + " project must not have it. [IMAGE-012]");
        }
        for (String sibling : image.siblings()) {
            if (!projects.containsKey(sibling)) {
                throw new StepFailure(
                        image.place() + ": sibling '" + sibling + "' is not checked out; add it to the job's"
                                + " required-projects. Checked out: " + String.join(", ", projects.keySet())
                                + ". [IMAGE-013]");
            }
            String from = node.facts().home() + "/src/" + sibling;
            String to = target + "/" + sibling;
            NodeEngine.Output made = node.ask("mkdir", "-p", to);
            NodeEngine.Output copied = made.succeeded() ? node.ask("cp", "-a", from + "/.", to) : made;
            if (!copied.succeeded()) {
                throw new StepFailure(image.place() + ": sibling '" + sibling + "' could not be copied: "
                        + copied.complaint() + ". [IMAGE-013]");
            }
        }
    }

    private static StepFailure failed(ImageSpec image, NodeEngine.Output built) {
        if (built.code() == 124) {
            return new StepFailure(image.place() + ": the build of '" + image.repository() + "' took too long and was"
                    + " ended. [IMAGE-014]");
        }
        if (REGISTRY_FAULT.matcher(built.complaint()).find()) {
            throw new InfrastructureFailure("The build of '" + image.repository() + "' could not reach a registry: "
                    + built.complaint() + ". Run the step again when it can be reached.");
        }
        return new StepFailure(image.place() + ": the image '" + image.repository() + "' does not build (exit code "
                + built.code() + "): " + built.complaint() + " [IMAGE-014]");
    }
}
