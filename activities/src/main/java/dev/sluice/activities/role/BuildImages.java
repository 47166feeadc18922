package dev.sluice.activities.role;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.NativeRole;
import dev.sluice.activities.contract.RoleContext;
import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.registry.Digest;
import dev.sluice.activities.registry.ImageRef;
import dev.sluice.activities.registry.RegistryClient;
import dev.sluice.activities.registry.RegistryRefusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `build-docker-image` and its twin `build-container-image` (1.4). Each image is built, its bases are
/// checked, and it
/// is
/// pushed to the buildset registry before the next one is built, which may be based on it.
public final class BuildImages implements NativeRole {
    /// Variable of digests pushed: `repository:tag` → digest.
    static final String DIGESTS = "buildset_image_digests";

    private static final int PUSH_TRIES = 3;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);
    private static final Pattern PUSHED = Pattern.compile("digest: (sha256:[0-9a-f]{64})");

    private final ImageFlavour flavour;
    private final HubMirror hub;
    private final RegistryAccess registries;
    private final SpeculativeImages speculative;
    private final ForeignImages foreign;

    private BuildImages(ImageFlavour flavour, HubMirror hub, RegistryAccess registries) {
        this.flavour = flavour;
        this.hub = hub;
        this.registries = registries;
        this.speculative = new SpeculativeImages(registries);
        this.foreign = new ForeignImages(registries);
    }

    public static BuildImages docker(HubMirror hub, RegistryAccess registries) {
        return new BuildImages(ImageFlavour.DOCKER, hub, registries);
    }

    public static BuildImages container(HubMirror hub, RegistryAccess registries) {
        return new BuildImages(ImageFlavour.CONTAINER, hub, registries);
    }

    @Override
    public String name() {
        return flavour == ImageFlavour.DOCKER ? "build-docker-image" : "build-container-image";
    }

    @Override
    public void run(RoleContext context) throws StepFailure, InterruptedException {
        List<ImageSpec> images = ImageList.read(context, flavour, ImageList.Use.BUILD);
        if (context.onExecutor()) {
            throw new StepFailure(
                    "Role '" + name() + "' cannot run on localhost, which is the executor: it has no engine"
                            + " for jobs. Run it on the job's nodes ('hosts: all'). [NODE-001]");
        }
        Optional<BuildsetRegistry> registry = BuildsetRegistry.of(context);
        if (registry.isEmpty()) {
            context.log("No buildset registry is known: images are built from published ones, and stay on the node");
        }
        NodeEngine node = new NodeEngine(context);
        ImageBuild builds = new ImageBuild(context, node, flavour);
        ImageTags tags = ImageTags.of(context);
        // An earlier run of the role in this build may have pushed others.
        Map<String, Object> digests =
                new LinkedHashMap<>(Variables.map(context.variable(DIGESTS).orElse(Map.of())));
        Map<String, Object> bases =
                new LinkedHashMap<>(Variables.map(context.variable(Origin.BASES).orElse(Map.of())));
        ClientConfiguration.during(context, node, hub, registry, environment -> {
            Set<String> built = new LinkedHashSet<>();
            for (ImageSpec image : images) {
                // Asking for an image of another host would replace the speculative one by the published one.
                boolean foreign = registry.isPresent()
                        && !this.foreign
                                .bring(context, node, registry.get(), environment)
                                .isEmpty();
                Map<String, String> from = builds.build(image, localNames(context, image, tags), !foreign, environment);
                image.tags().forEach(tag -> bases.put(image.repository() + ":" + tag, from));
                image.tags()
                        .forEach(tag -> built.add(
                                ImageRef.parse(image.repository()).withTag(tag).toString()));
                if (registry.isPresent()) {
                    speculative.verify(context, registry.get(), built);
                    for (String tag : image.tags()) {
                        Digest digest = push(context, node, image, tag, registry.get(), environment);
                        digests.put(image.repository() + ":" + tag, digest.toString());
                    }
                }
            }
            return true;
        });
        context.fact(DIGESTS, digests);
        context.fact(Origin.BASES, bases);
    }

    private String localRepository(RoleContext context, ImageSpec image) {
        return flavour == ImageFlavour.DOCKER
                ? Variables.text(context, "docker_registry")
                        .map(prefix -> prefix.replaceAll("/+$", "") + "/" + image.repository())
                        .orElse(image.repository())
                : image.repository();
    }

    /// The temporary and the final name of each tag.
    private List<String> localNames(RoleContext context, ImageSpec image, ImageTags tags) {
        String repository = localRepository(context, image);
        List<String> names = new ArrayList<>();
        for (String tag : image.tags()) {
            names.add(repository + ":" + tags.temporary(tag));
            names.add(repository + ":" + tag);
        }
        return names;
    }

    private Digest push(
            RoleContext context,
            NodeEngine node,
            ImageSpec image,
            String tag,
            BuildsetRegistry registry,
            Map<String, String> environment)
            throws StepFailure, InterruptedException {
        String local = localRepository(context, image) + ":" + tag;
        String path = ImageRef.parse(image.repository()).registryPath();
        String remote = registry.authority() + "/" + path + ":" + tag;
        NodeEngine.Output tagged = node.ask("docker", "tag", local, remote);
        if (!tagged.succeeded()) {
            throw new InfrastructureFailure(
                    "The node's engine could not tag '" + local + "': " + tagged.complaint() + ". Run the step again.");
        }
        context.progress("pushing " + local + " to the buildset registry");
        NodeEngine.Output pushed = node.show(List.of("docker", "push", remote), environment, "");
        for (int tries = 1; !pushed.succeeded() && tries < PUSH_TRIES; tries++) {
            context.log("Pushing '" + remote + "' failed; trying again");
            registries.patience().pause().sleep(BETWEEN_TRIES);
            pushed = node.show(List.of("docker", "push", remote), environment, "");
        }
        if (!pushed.succeeded()) {
            throw new InfrastructureFailure("Image '" + local + "' could not be pushed to the buildset registry '"
                    + registry.authority() + "' in " + PUSH_TRIES + " tries: " + pushed.complaint()
                    + ". See that 'use-buildset-registry' ran on this node and that the registry runs, then run the step"
                    + " again.");
        }
        return confirmed(path, tag, pushed, registry);
    }

    /// The digest as the registry has it, which must be the one that the engine says it pushed.
    private Digest confirmed(String path, String tag, NodeEngine.Output pushed, BuildsetRegistry registry)
            throws StepFailure, InterruptedException {
        try (RegistryClient client = registries.connect(registry.endpoint())) {
            Optional<Digest> stored = client.manifestDigest(path, tag);
            Matcher told = PUSHED.matcher(pushed.text());
            if (stored.isEmpty()
                    || (told.find() && !told.group(1).equals(stored.get().toString()))) {
                throw new InfrastructureFailure(
                        "Image '" + path + ":" + tag + "' was pushed to the buildset registry, but"
                                + " the registry has "
                                + stored.map(Digest::toString).orElse("nothing") + " there. Another job of"
                                + " the buildset pushes the same tag, or the registry lost it: give each job its own tags.");
            }
            return stored.get();
        } catch (RegistryRefusal refusal) {
            throw new StepFailure(refusal.getMessage() + " [IMAGE-021]");
        }
    }
}
