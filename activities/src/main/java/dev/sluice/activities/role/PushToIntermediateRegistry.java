package dev.sluice.activities.role;

import dev.sluice.activities.contract.NativeRole;
import dev.sluice.activities.contract.RoleContext;
import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.registry.Digest;
import dev.sluice.activities.registry.ImageCopier.Image;
import dev.sluice.activities.registry.ImageRef;
import dev.sluice.activities.registry.RegistryClient;
import dev.sluice.activities.registry.RegistryRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// `push-to-intermediate-registry` (1.10): hands the images of this build to changes behind it. Artifacts are
/// returned
/// when all copies have succeeded, and else none.
public final class PushToIntermediateRegistry implements NativeRole {
    private final RegistryAccess registries;

    public PushToIntermediateRegistry(RegistryAccess registries) {
        this.registries = registries;
    }

    @Override
    public String name() {
        return "push-to-intermediate-registry";
    }

    private record Pushed(String repository, String tag) {}

    @Override
    public void run(RoleContext context) throws StepFailure, InterruptedException {
        ExecutorOnly.demand(context, name());
        Optional<ImageFlavour> flavour =
                context.variable(ImageFlavour.DOCKER.list()).isPresent()
                        ? Optional.of(ImageFlavour.DOCKER)
                        : Optional.of(ImageFlavour.CONTAINER)
                                .filter(other -> context.variable(other.list()).isPresent());
        if (flavour.isEmpty()) {
            context.log("This job lists no images: nothing to hand on");
            return;
        }
        if (!Variables.truth(context, "zuul_success")) {
            context.log("The job has failed: its images are not handed on");
            return;
        }
        BuildsetRegistry buildset = BuildsetRegistry.required(context, name());
        IntermediateRegistry intermediate = IntermediateRegistry.required(context);
        List<Pushed> wanted = new ArrayList<>();
        ImageList.read(context, flavour.get(), ImageList.Use.PUBLISH)
                .forEach(image -> image.tags().forEach(tag -> wanted.add(new Pushed(image.repository(), tag))));
        Map<Pushed, Digest> digests = new ConcurrentHashMap<>();
        ImageTags tags = ImageTags.of(context);
        try (RegistryClient from = registries.connect(buildset.endpoint());
                RegistryClient to = registries.connect(intermediate.endpoint())) {
            List<SideBySide.Task> copies = new ArrayList<>();
            for (Pushed one : wanted) {
                copies.add(progress -> digests.put(one, copy(context, one, tags, from, to, progress)));
            }
            SideBySide.run(copies, context::progress);
        }
        List<Map<String, Object>> artifacts = new ArrayList<>();
        for (Pushed one : wanted) {
            Digest digest = digests.get(one);
            if (digest == null) {
                throw new IllegalStateException("a copy ended without its digest: " + one);
            }
            artifacts.add(ImageArtifact.returned(
                    one.repository,
                    one.tag,
                    intermediate.authority() + "/" + path(one) + ":" + tags.intermediate(one.tag),
                    digest));
        }
        context.returnData(Map.of("zuul", Map.of("artifacts", artifacts)), Map.of());
    }

    private static String path(Pushed one) {
        return ImageRef.parse(one.repository).registryPath();
    }

    private Digest copy(
            RoleContext context,
            Pushed one,
            ImageTags tags,
            RegistryClient from,
            RegistryClient to,
            SideBySide.Progress progress)
            throws StepFailure, InterruptedException {
        String name = one.repository + ":" + one.tag;
        Optional<Digest> built = Origin.built(context, name);
        try {
            Digest digest = registries
                    .copier()
                    .copy(
                            new Image(from, path(one), one.tag),
                            new Image(to, path(one), tags.intermediate(one.tag)),
                            built,
                            progress::say)
                    .digest();
            Origin.of(context, one.repository, one.tag, digest)
                    .attachTo(to, path(one), registries.clock().instant());
            context.log("Handed on '" + name + "': " + digest);
            return digest;
        } catch (RegistryRefusal.NotFound absent) {
            throw new StepFailure(
                    "Image '" + name + "' is not in the buildset registry, so the job did not build and push" + " it. "
                            + absent.getMessage() + " [IMAGE-022]");
        } catch (RegistryRefusal refusal) {
            throw new StepFailure(
                    "Image '" + name + "' could not be handed on: " + refusal.getMessage() + " [IMAGE-023]");
        }
    }
}
