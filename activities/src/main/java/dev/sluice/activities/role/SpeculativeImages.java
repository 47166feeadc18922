package dev.sluice.activities.role;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.RoleContext;
import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.registry.Digest;
import dev.sluice.activities.registry.ImageRef;
import dev.sluice.activities.registry.RegistryClient;
import dev.sluice.activities.registry.RegistryRefusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The check that no engine fell back: an engine that cannot use its mirror takes the published image without a word
/// (container-roles 3.3-1), and the job would be green on an image that nobody will ship.
///
/// Of every image that the buildset registry holds, the node's engine must have either nothing under its public name,
/// or what it built itself, or exactly the registry's digest.
public final class SpeculativeImages {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NAMES_PER_COMMAND = 50;

    private final RegistryAccess registries;

    public SpeculativeImages(RegistryAccess registries) {
        this.registries = registries;
    }

    /// Checks the engine of the context's host; does nothing where there is no buildset registry.
    ///
    /// @throws StepFailure naming each image that is the published one
    public void verify(RoleContext context) throws StepFailure, InterruptedException {
        Optional<BuildsetRegistry> registry = BuildsetRegistry.of(context);
        if (registry.isPresent()
                && !context.onExecutor()
                && new NodeEngine(context).facts().engine()) {
            verify(context, registry.get(), Set.of());
        }
    }

    /// @param built names with tags that this node just built itself
    void verify(RoleContext context, BuildsetRegistry registry, Set<String> built)
            throws StepFailure, InterruptedException {
        NodeEngine node = new NodeEngine(context);
        List<String> wrong = new ArrayList<>();
        int right = 0;
        try (RegistryClient client = registries.connect(registry.endpoint())) {
            Map<String, ImageRef> held = new LinkedHashMap<>();
            for (String path : client.repositories()) {
                for (String tag : client.tags(path)) {
                    String name = ImageRef.atRegistryPath(path, tag).toString();
                    if (!built.contains(name)) {
                        held.put(name, ImageRef.atRegistryPath(path, tag));
                    }
                }
            }
            for (Map.Entry<String, List<String>> image :
                    present(node, List.copyOf(held.keySet())).entrySet()) {
                ImageRef ref = held.get(image.getKey());
                Optional<Digest> expected =
                        ref == null ? Optional.empty() : client.manifestDigest(ref.registryPath(), ref.reference());
                if (image.getValue().isEmpty() || expected.isEmpty()) {
                    continue;
                }
                if (image.getValue().contains(expected.get().toString())) {
                    right++;
                } else {
                    wrong.add(told(image.getKey(), expected.get(), image.getValue(), registry));
                }
            }
        } catch (RegistryRefusal refusal) {
            throw new StepFailure(refusal.getMessage() + " [IMAGE-021]");
        }
        if (!wrong.isEmpty()) {
            throw new StepFailure(String.join("\n", wrong));
        }
        if (right > 0) {
            context.log("Checked that " + right + (right == 1 ? " image is" : " images are")
                    + " those of the buildset registry");
        }
    }

    private static String told(String image, Digest expected, List<String> found, BuildsetRegistry registry) {
        return "Image '" + image + "': the engine used the published image. Expected " + expected
                + " from the buildset registry '" + registry.authority() + "'; found " + String.join(", ", found)
                + ". The engine could not pull through its mirror and fell back without a word: see that the job runs"
                + " 'use-buildset-registry' on this node before it pulls, that nothing changed /etc/docker since, and"
                + " that the node reaches the registry. [IMAGE-020]";
    }

    /// Digests under which the engine pulled or pushed these images; none for one that it built and never pushed.
    private static Map<String, List<String>> present(NodeEngine node, List<String> names) throws InterruptedException {
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (int from = 0; from < names.size(); from += NAMES_PER_COMMAND) {
            List<String> part = names.subList(from, Math.min(names.size(), from + NAMES_PER_COMMAND));
            List<String> argv = new ArrayList<>(List.of("docker", "image", "inspect"));
            argv.addAll(part);
            // It fails when one image is absent, and prints the others all the same.
            NodeEngine.Output inspected = node.ask(argv.toArray(String[]::new));
            if (!inspected.errors().stream().allMatch(line -> line.contains("o such image"))) {
                throw new InfrastructureFailure("The node's engine could not be asked which images it used: "
                        + inspected.complaint() + ". Run the step again.");
            }
            read(inspected.text())
                    .forEach(image -> image.path("RepoTags").forEach(tag -> {
                        List<String> digests = new ArrayList<>();
                        image.path("RepoDigests")
                                .forEach(one -> digests.add(one.asText().replaceAll(".*@", "")));
                        String name = familiar(tag.asText());
                        if (part.contains(name)) {
                            found.put(name, List.copyOf(digests));
                        }
                    }));
        }
        return found;
    }

    private static String familiar(String tag) {
        try {
            return ImageRef.parse(tag).toString();
        } catch (IllegalArgumentException odd) {
            return tag;
        }
    }

    private static JsonNode read(String printed) {
        try {
            JsonNode read = JSON.readTree(printed);
            return read == null ? JSON.createArrayNode() : read;
        } catch (JsonProcessingException notJson) {
            return JSON.createArrayNode();
        }
    }
}
