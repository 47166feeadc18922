package dev.sluice.activities.role;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.MergeOrder;
import dev.sluice.activities.contract.NativeRole;
import dev.sluice.activities.contract.RoleContext;
import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.registry.Promotion;
import dev.sluice.activities.registry.RegistryRefusal;
import dev.sluice.activities.registry.StagedTags;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `promote-docker-image` and `promote-container-image` (1.6): after the merge, the staged images get their
/// final tags.
/// Only manifests move. Needs no node. What merged later keeps a tag, whichever promotion comes last.
public final class PromoteImages implements NativeRole {
    /// Here it is not known which changes are in the gate, so staged tags get more time than the day that 1.6
    /// gives them.
    private static final Duration STALE = Duration.ofDays(7);

    private final ImageFlavour flavour;
    private final HubMirror hub;
    private final RegistryAccess registries;
    private final MergeOrder order;

    private PromoteImages(ImageFlavour flavour, HubMirror hub, RegistryAccess registries, MergeOrder order) {
        this.flavour = flavour;
        this.hub = hub;
        this.registries = registries;
        this.order = order;
    }

    public static PromoteImages docker(HubMirror hub, RegistryAccess registries, MergeOrder order) {
        return new PromoteImages(ImageFlavour.DOCKER, hub, registries, order);
    }

    public static PromoteImages container(HubMirror hub, RegistryAccess registries, MergeOrder order) {
        return new PromoteImages(ImageFlavour.CONTAINER, hub, registries, order);
    }

    @Override
    public String name() {
        return flavour == ImageFlavour.DOCKER ? "promote-docker-image" : "promote-container-image";
    }

    @Override
    public void run(RoleContext context) throws StepFailure, InterruptedException {
        List<ImageSpec> images = ImageList.read(context, flavour, ImageList.Use.PUBLISH);
        PromotionMethod.demandTags(context, flavour);
        Map<ImageSpec, FinalRegistry> places = FinalRegistry.of(context, flavour, hub, images);
        ImageTags tags = ImageTags.of(context);
        try (OpenRegistries open = new OpenRegistries(registries)) {
            List<Promotion.Image> wanted = new ArrayList<>();
            places.forEach((image, place) -> image.tags()
                    .forEach(tag -> wanted.add(new Promotion.Image(
                            open.at(place.endpoint()),
                            place.repository(),
                            tags.temporary(tag),
                            tag,
                            Optional.empty()))));
            Promotion.By by = by(context);
            Promotion promotion = new Promotion(
                    (later, earlier) -> order.isAfter(context.subject().project(), by.branch(), later, earlier));
            List<Promotion.Result> done = promotion.promote(wanted, by, context::progress);
            done.forEach(one -> context.log(told(one)));
            places.forEach((image, place) -> housekeeping(context, open, image, place));
        } catch (RegistryRefusal refusal) {
            throw new StepFailure(refusal.getMessage() + " [PROMOTE-002]");
        }
    }

    private static Promotion.By by(RoleContext context) {
        Subject subject = context.subject();
        String project = subject.project().canonicalName();
        return switch (subject) {
            case Change change ->
                new Promotion.By(
                        project,
                        change.branch(),
                        String.valueOf(change.number()),
                        String.valueOf(change.patchset()),
                        change.commit());
            case GitRef ref ->
                new Promotion.By(
                        project,
                        ref.branch(),
                        ref.ref(),
                        ref.newRevision().isEmpty() ? context.buildset() : ref.newRevision(),
                        ref.newRevision());
        };
    }

    private static String told(Promotion.Result result) {
        String name = "'" + result.image() + "'";
        String left = result.stagedLeft()
                ? "; the registry does not let tag '" + result.image().staged() + "' be deleted, so it stays"
                : "";
        return switch (result.outcome()) {
            case PROMOTED -> "Promoted " + name + ": " + result.digest() + left;
            case ALREADY -> "Was promoted before: " + name + ": " + result.digest() + left;
            case SUPERSEDED -> "A newer change was promoted before, so " + name + " stays " + result.digest() + left;
        };
    }

    /// Never fails what was promoted.
    private void housekeeping(RoleContext context, OpenRegistries open, ImageSpec image, FinalRegistry place) {
        Instant now = registries.clock().instant();
        try {
            StagedTags.Swept swept = StagedTags.sweepFinal(
                    open.at(place.endpoint()),
                    place.repository(),
                    Variables.text(context, "zuul", "pipeline").orElse(""),
                    image.tags(),
                    _ -> false,
                    STALE,
                    now);
            swept.removed().forEach(tag -> context.log("Removed the stale staged image '" + tag + "'"));
        } catch (RegistryRefusal | InfrastructureFailure later) {
            context.log("Stale staged tags of '" + place + "' were not removed: " + later.getMessage());
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
        }
    }
}
