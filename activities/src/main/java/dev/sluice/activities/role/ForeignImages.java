package dev.sluice.activities.role;

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

/// Speculative images of other hosts than Docker Hub: the engine asks mirrors for Docker Hub's images alone, so these
/// are
/// brought to it under their public names before anything looks for them (decision 0010).
final class ForeignImages {
    private static final String HUB = "docker.io";
    private static final int TRIES = 3;

    private final RegistryAccess registries;

    ForeignImages(RegistryAccess registries) {
        this.registries = registries;
    }

    /// What brings them.
    interface Bringer {
        List<String> bring(
                RoleContext context, NodeEngine node, BuildsetRegistry registry, Map<String, String> environment)
                throws StepFailure, InterruptedException;
    }

    /// Brings those that the buildset registry holds and the engine does not have yet.
    ///
    /// @param environment credentials for the engine's client
    /// @return their public names
    List<String> bring(RoleContext context, NodeEngine node, BuildsetRegistry registry, Map<String, String> environment)
            throws StepFailure, InterruptedException {
        Map<ImageRef, Digest> held = held(registry);
        List<String> names = new ArrayList<>();
        for (Map.Entry<ImageRef, Digest> image : held.entrySet()) {
            ImageRef ref = image.getKey();
            String exact = registry.authority() + "/" + ref.registryPath() + "@" + image.getValue();
            // Nothing but the digest is asked for: what the engine has under it is the registry's image.
            if (!node.ask("docker", "image", "inspect", exact).succeeded()) {
                pull(node, exact, environment);
            }
            NodeEngine.Output tagged = node.ask("docker", "tag", exact, ref.toString());
            if (!tagged.succeeded()) {
                throw new InfrastructureFailure("The node's engine could not tag '" + exact + "' as '" + ref + "': "
                        + tagged.complaint() + ". Run the step again.");
            }
            names.add(ref.toString());
        }
        if (!names.isEmpty()) {
            context.log("Brought from the buildset registry: " + String.join(", ", names));
        }
        return names;
    }

    private Map<ImageRef, Digest> held(BuildsetRegistry registry) throws StepFailure, InterruptedException {
        Map<ImageRef, Digest> held = new LinkedHashMap<>();
        try (RegistryClient client = registries.connect(registry.endpoint())) {
            for (String path : client.repositories()) {
                if (ImageRef.atRegistryPath(path, "latest").host().equals(HUB)) {
                    continue;
                }
                for (String tag : client.tags(path)) {
                    client.manifestDigest(path, tag)
                            .ifPresent(digest -> held.put(ImageRef.atRegistryPath(path, tag), digest));
                }
            }
            return held;
        } catch (RegistryRefusal refusal) {
            throw new StepFailure(refusal.getMessage() + " [IMAGE-021]");
        }
    }

    private void pull(NodeEngine node, String exact, Map<String, String> environment) throws InterruptedException {
        NodeEngine.Output pulled = node.show(List.of("docker", "pull", "--quiet", exact), environment, "");
        for (int tries = 1; !pulled.succeeded() && tries < TRIES; tries++) {
            pulled = node.show(List.of("docker", "pull", "--quiet", exact), environment, "");
        }
        if (!pulled.succeeded()) {
            throw new InfrastructureFailure("The node's engine could not pull '" + exact
                    + "' from the buildset registry: " + pulled.complaint() + ". Run the step again.");
        }
    }
}
