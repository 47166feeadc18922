package dev.sluice.activities.role;

import dev.sluice.activities.contract.NativeRole;
import dev.sluice.activities.contract.RoleContext;
import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.registry.CopyReport;
import dev.sluice.activities.registry.ImageCopier.Image;
import dev.sluice.activities.registry.ImageRef;
import dev.sluice.activities.registry.RegistryClient;
import dev.sluice.activities.registry.RegistryEndpoint;
import dev.sluice.activities.registry.RegistryRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `mirror-container-images` (1.11): copies published images to a registry of one's own, whole. Sources are
/// read without a
/// credential.
public final class MirrorImages implements NativeRole {
    private static final String LIST = "mirror_container_images";
    private static final List<String> ALLOWED =
            List.of("src_repository", "src_tag", "dest_repository", "dest_tag", "dest_registry");

    private final HubMirror hub;
    private final RegistryAccess registries;

    public MirrorImages(HubMirror hub, RegistryAccess registries) {
        this.hub = hub;
        this.registries = registries;
    }

    @Override
    public String name() {
        return "mirror-container-images";
    }

    private record Wish(ImageRef source, FinalRegistry target, String tag) {}

    @Override
    public void run(RoleContext context) throws StepFailure, InterruptedException {
        List<Wish> wishes = wishes(context);
        try (OpenRegistries open = new OpenRegistries(registries)) {
            List<SideBySide.Task> copies = new ArrayList<>();
            for (Wish wish : wishes) {
                RegistryClient from = open.at(source(wish.source));
                RegistryClient to = open.at(wish.target.endpoint());
                copies.add(progress -> copy(context, wish, from, to, progress));
            }
            SideBySide.run(copies, context::progress);
        }
    }

    private List<Wish> wishes(RoleContext context) throws StepFailure {
        List<String> problems = new ArrayList<>();
        List<Wish> found = new ArrayList<>();
        Object value = context.variable(LIST).orElse(List.of());
        List<?> entries = value instanceof List<?> list ? list : List.of();
        if (entries.isEmpty()) {
            problems.add(LIST + ": it must be a list of at least one map with " + String.join(", ", ALLOWED)
                    + ". [MIRROR-001]");
        }
        for (int i = 0; i < entries.size(); i++) {
            Object entry = entries.get(i);
            read(context, LIST + "[" + i + "]", Variables.map(entry == null ? Map.of() : entry), problems)
                    .ifPresent(found::add);
        }
        if (!problems.isEmpty()) {
            throw new StepFailure(String.join("\n", problems));
        }
        return found;
    }

    private Optional<Wish> read(RoleContext context, String where, Map<String, Object> entry, List<String> problems) {
        int before = problems.size();
        entry.keySet().stream()
                .filter(key -> !ALLOWED.contains(key))
                .forEach(key -> problems.add(where + ": key '" + key + "' is not known. Allowed: "
                        + String.join(", ", ALLOWED) + ". [MIRROR-001]"));
        for (String key : List.of("src_repository", "dest_repository")) {
            if (Variables.text(entry, key).isEmpty()) {
                problems.add(where + ": '" + key + "' is missing. [MIRROR-001]");
            }
        }
        String from = Variables.text(entry, "src_tag").orElse("latest");
        String to = Variables.text(entry, "dest_tag").orElse(from);
        for (String tag : List.of(from, to)) {
            if (!ImageRef.isTag(tag)) {
                problems.add(where + ": tag '" + tag + "' is not allowed. [MIRROR-001]");
            }
        }
        if (problems.size() > before) {
            return Optional.empty();
        }
        String repository = Variables.text(entry, "dest_repository").orElse("");
        Optional<String> registry = Variables.text(entry, "dest_registry");
        Optional<FinalRegistry> target =
                FinalRegistry.place(context, ImageFlavour.CONTAINER, hub, where, repository, registry, problems);
        try {
            ImageRef source = ImageRef.parse(
                            Variables.text(entry, "src_repository").orElse(""))
                    .withTag(from);
            return target.map(place -> new Wish(source, place, to));
        } catch (IllegalArgumentException refused) {
            problems.add(where + ": " + refused.getMessage() + " [MIRROR-001]");
            return Optional.empty();
        }
    }

    private RegistryEndpoint source(ImageRef source) {
        return FinalRegistry.reading(hub, source);
    }

    private void copy(
            RoleContext context, Wish wish, RegistryClient from, RegistryClient to, SideBySide.Progress progress)
            throws StepFailure, InterruptedException {
        Image target = new Image(to, wish.target.repository(), wish.tag);
        try {
            CopyReport report = registries
                    .copier()
                    .copy(
                            new Image(from, wish.source.path(), wish.source.reference()),
                            target,
                            Optional.empty(),
                            progress::say);
            context.log("Mirrored '" + wish.source + "' to '" + target + "': " + report.digest() + ", " + report.bytes()
                    + " bytes");
        } catch (RegistryRefusal refusal) {
            throw new StepFailure("Image '" + wish.source + "' could not be mirrored to '" + target + "': "
                    + refusal.getMessage() + " [MIRROR-002]");
        }
    }
}
