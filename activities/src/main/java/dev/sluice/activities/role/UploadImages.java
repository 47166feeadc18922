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

/// `upload-docker-image` and `upload-container-image` (1.5): the images of the buildset registry, byte for
/// byte, to where
/// they are published, under temporary tags. So a credential or network fault shows in gate, not after the
/// merge.
///
/// No login outlives a request, so there is none to end.
public final class UploadImages implements NativeRole {
    private final ImageFlavour flavour;
    private final HubMirror hub;
    private final RegistryAccess registries;

    private UploadImages(ImageFlavour flavour, HubMirror hub, RegistryAccess registries) {
        this.flavour = flavour;
        this.hub = hub;
        this.registries = registries;
    }

    public static UploadImages docker(HubMirror hub, RegistryAccess registries) {
        return new UploadImages(ImageFlavour.DOCKER, hub, registries);
    }

    public static UploadImages container(HubMirror hub, RegistryAccess registries) {
        return new UploadImages(ImageFlavour.CONTAINER, hub, registries);
    }

    @Override
    public String name() {
        return flavour == ImageFlavour.DOCKER ? "upload-docker-image" : "upload-container-image";
    }

    @Override
    public void run(RoleContext context) throws StepFailure, InterruptedException {
        List<ImageSpec> images = ImageList.read(context, flavour, ImageList.Use.PUBLISH);
        PromotionMethod.demandTags(context, flavour);
        Map<ImageSpec, FinalRegistry> places = FinalRegistry.of(context, flavour, hub, images);
        BuildsetRegistry buildset = BuildsetRegistry.required(context, name());
        ImageTags tags = ImageTags.of(context);
        // Never both: a final tag in gate would publish what may not merge.
        boolean staged = Variables.truth(context, flavour.promoteVariable(), true);
        try (RegistryClient from = registries.connect(buildset.endpoint());
                OpenRegistries open = new OpenRegistries(registries)) {
            List<SideBySide.Task> copies = new ArrayList<>();
            for (ImageSpec image : images) {
                FinalRegistry place = place(places, image);
                RegistryClient to = open.at(place.endpoint());
                for (String tag : image.tags()) {
                    String as = staged ? tags.temporary(tag) : tag;
                    copies.add(progress ->
                            copy(context, image, tag, from, new Image(to, place.repository(), as), progress));
                }
            }
            SideBySide.run(copies, context::progress);
        }
    }

    private static FinalRegistry place(Map<ImageSpec, FinalRegistry> places, ImageSpec image) {
        FinalRegistry place = places.get(image);
        if (place == null) {
            throw new IllegalStateException("no place was found for " + image.place());
        }
        return place;
    }

    private void copy(
            RoleContext context,
            ImageSpec image,
            String tag,
            RegistryClient from,
            Image to,
            SideBySide.Progress progress)
            throws StepFailure, InterruptedException {
        String name = image.repository() + ":" + tag;
        Image source = new Image(from, ImageRef.parse(image.repository()).registryPath(), tag);
        try {
            Digest digest = registries
                    .copier()
                    .copy(source, to, Origin.built(context, name), progress::say)
                    .digest();
            Digest there = to.registry()
                    .manifestDigest(to.repository(), to.reference())
                    .orElseThrow(() -> new RegistryRefusal.DigestMismatch(
                            "'" + to + "' is not there after it was uploaded: the registry lost it."));
            if (!there.equals(digest)) {
                throw new RegistryRefusal.DigestMismatch("'" + to + "' should be " + digest + " and is " + there
                        + " after it was uploaded: someone else writes that tag.");
            }
            Origin.of(context, image.repository(), tag, digest)
                    .attachTo(to.registry(), to.repository(), registries.clock().instant());
            context.log("Uploaded '" + name + "' as '" + to + "': " + digest);
        } catch (RegistryRefusal.NotFound absent) {
            throw new StepFailure(
                    "Image '" + name + "' is not in the buildset registry, so the job did not build and push" + " it. "
                            + absent.getMessage() + " [UPLOAD-005]");
        } catch (RegistryRefusal refusal) {
            throw new StepFailure(
                    "Image '" + name + "' could not be uploaded: " + refusal.getMessage() + " [UPLOAD-006]");
        }
    }
}
