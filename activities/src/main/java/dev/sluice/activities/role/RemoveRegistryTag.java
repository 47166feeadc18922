package dev.sluice.activities.role;

import dev.sluice.activities.contract.NativeRole;
import dev.sluice.activities.contract.RoleContext;
import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.registry.ImageRef;
import dev.sluice.activities.registry.RegistryClient;
import dev.sluice.activities.registry.RegistryRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `remove-registry-tag` (1.6): takes one tag of a repository away, and never the image under other tags.
public final class RemoveRegistryTag implements NativeRole {
    private final HubMirror hub;
    private final RegistryAccess registries;

    public RemoveRegistryTag(HubMirror hub, RegistryAccess registries) {
        this.hub = hub;
        this.registries = registries;
    }

    @Override
    public String name() {
        return "remove-registry-tag";
    }

    @Override
    public void run(RoleContext context) throws StepFailure, InterruptedException {
        String repository = required(context, "remove_registry_tag_repository");
        String tag = required(context, "remove_registry_tag_tag");
        if (!ImageRef.isTag(tag)) {
            throw new StepFailure("'remove_registry_tag_tag' is '" + tag + "', which is no tag. [REMOVE-001]");
        }
        List<String> problems = new ArrayList<>();
        Optional<String> registry =
                Variables.text(context, "remove_registry_tag_registry").or(() -> host(repository));
        Optional<FinalRegistry> place = FinalRegistry.place(
                context, ImageFlavour.CONTAINER, hub, "remove_registry_tag_repository", repository, registry, problems);
        if (place.isEmpty()) {
            throw new StepFailure(String.join("\n", problems));
        }
        try (RegistryClient client = registries.connect(place.get().endpoint())) {
            boolean gone = client.deleteTag(place.get().repository(), tag);
            context.log(
                    gone
                            ? "Removed '" + place.get() + ":" + tag + "'"
                            : "Warning: '" + place.get() + ":" + tag
                                    + "' stays: the registry, or this user's rights, do not"
                                    + " allow tags to be deleted");
        } catch (RegistryRefusal refusal) {
            throw new StepFailure(refusal.getMessage() + " [REMOVE-002]");
        }
    }

    private static Optional<String> host(String repository) {
        try {
            return Optional.of(ImageRef.parse(repository).host());
        } catch (IllegalArgumentException told) {
            return Optional.empty();
        }
    }

    private static String required(RoleContext context, String name) throws StepFailure {
        return Variables.text(context, name)
                .orElseThrow(() -> new StepFailure("The variable '" + name + "' is not defined. [REMOVE-001]"));
    }
}
