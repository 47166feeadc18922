package dev.sluice.activities.registry;

import static java.util.Objects.requireNonNull;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.registry.RegistryRefusal.DigestMismatch;
import dev.sluice.activities.registry.RegistryRefusal.NotFound;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Gives the staged images of one change their final tags: manifests only, all images or, as long as nothing is
/// written, none (container-roles 1.6).
///
/// First all images are looked at. Then each is marked ([PromotionMark]) before its tag moves, so that a
/// promotion that
/// broke off in the middle is rolled forward by running it again, and one of an older change that comes late
/// finds the
/// newer mark and leaves the tag alone. Last the staged tags go.
public final class Promotion {
    private static final int AT_ONCE = 6;
    private static final int TURNS = 3;

    private final Order order;

    /// An image to promote.
    ///
    /// @param staged tag that the gate uploaded
    /// @param tag final tag
    /// @param digest that was tested, if it is known
    public record Image(
            RegistryClient registry, String repository, String staged, String tag, Optional<Digest> digest) {
        public Image {
            requireNonNull(registry, "registry");
            requireNonNull(repository, "repository");
            requireNonNull(staged, "staged");
            requireNonNull(tag, "tag");
            requireNonNull(digest, "digest");
        }

        @Override
        public String toString() {
            return registry.endpoint().name() + "/" + repository + ":" + tag;
        }
    }

    /// What is promoted.
    ///
    /// @param commit the merged change's; empty when nobody knows
    public record By(String project, String branch, String change, String patchset, String commit) {
        public By {
            requireNonNull(project, "project");
            requireNonNull(branch, "branch");
            requireNonNull(change, "change");
            requireNonNull(patchset, "patchset");
            requireNonNull(commit, "commit");
        }

        boolean isSameAs(By other) {
            return project.equals(other.project) && change.equals(other.change) && patchset.equals(other.patchset);
        }

        /// Merges into other branches have no order; then the promotion that comes last counts.
        boolean isNewerThan(By other, Order order) {
            return project.equals(other.project)
                    && branch.equals(other.branch)
                    && !commit.isEmpty()
                    && !other.commit.isEmpty()
                    && !isSameAs(other)
                    && order.isAfter(commit, other.commit);
        }
    }

    /// In which order the promoted branch got its commits.
    @FunctionalInterface
    public interface Order {
        /// @return whether the branch got `later` after `earlier`
        boolean isAfter(String later, String earlier);
    }

    public enum Outcome {
        PROMOTED,
        /// An earlier run of the same promotion did it.
        ALREADY,
        /// A newer change was promoted before: the tag is its.
        SUPERSEDED
    }

    /// @param digest that the final tag has now
    /// @param stagedLeft whether the staged tag could not be deleted
    public record Result(Image image, Digest digest, Outcome outcome, boolean stagedLeft) {}

    /// Where an image stands before anything is written.
    private sealed interface Found {
        /// @param manifest to be at the final tag
        record ToDo(Image image, Manifest manifest) implements Found {}

        record Done(Image image, Digest digest, Outcome outcome) implements Found {}

        record Missing(Image image) implements Found {}
    }

    public Promotion(Order order) {
        this.order = order;
    }

    /// @param progress told what is done; may throw to end it, after which it may be run again
    public List<Result> promote(List<Image> images, By by, Consumer<String> progress)
            throws RegistryRefusal, InterruptedException {
        progress.accept("looking at " + images.size() + " staged images");
        List<Found> found = InParallel.map(images, AT_ONCE, image -> look(image, by));
        List<String> missing = found.stream()
                .flatMap(one -> one instanceof Found.Missing(Image image)
                        ? Stream.of("'" + image.registry().endpoint().name() + "/" + image.repository() + ":"
                                + image.staged() + "'")
                        : Stream.empty())
                .toList();
        if (!missing.isEmpty()) {
            throw new NotFound("No staged image for change " + by.change() + ": " + String.join(", ", missing)
                    + " is not in its registry, so nothing was promoted. See that the gate ran the upload job with the same"
                    + " list of images; then upload again.");
        }
        progress.accept("promoting " + images.size() + " images");
        List<Found.Done> done = InParallel.map(found, AT_ONCE, one -> write(one, by));
        progress.accept("removing staged tags");
        return InParallel.map(
                done, AT_ONCE, one -> new Result(one.image, one.digest, one.outcome, !unstage(one.image)));
    }

    private Found look(Image image, By by) throws RegistryRefusal, InterruptedException {
        RegistryClient registry = image.registry();
        List<Optional<Manifest>> there = read(image, PromotionMark.tag(image.tag()), image.staged());
        Optional<PromotionMark> mark = PromotionMark.read(registry, image.repository(), image.tag(), there.getFirst());
        if (mark.isPresent() && mark.get().by().isNewerThan(by, order)) {
            return new Found.Done(image, mark.get().digest(), Outcome.SUPERSEDED);
        }
        Optional<Manifest> staged = there.getLast();
        boolean own = mark.filter(one -> one.by().isSameAs(by)).isPresent();
        if (staged.isEmpty() && own) {
            // Marked, and the staged tag is gone: an earlier run ended, or broke off in its last part.
            staged = registry.find(image.repository(), mark.get().digest().toString());
        }
        if (staged.isEmpty()) {
            return new Found.Missing(image);
        }
        Manifest manifest = staged.get();
        Optional<Digest> tested = image.digest();
        if (tested.isPresent() && !tested.get().isOf(manifest.bytes())) {
            throw new DigestMismatch("Image '" + image + "': " + tested.get() + " was tested, but '" + image.staged()
                    + "' is " + manifest.digest()
                    + ": someone wrote that tag again. Nothing was promoted. Run the gate's"
                    + " upload job again.");
        }
        if (own
                && mark.get().digest().equals(manifest.digest())
                && registry.manifestDigest(image.repository(), image.tag()).equals(Optional.of(manifest.digest()))) {
            return new Found.Done(image, manifest.digest(), Outcome.ALREADY);
        }
        return new Found.ToDo(image, manifest);
    }

    private static List<Optional<Manifest>> read(Image image, String... tags)
            throws RegistryRefusal, InterruptedException {
        return InParallel.map(
                List.of(tags), tags.length, tag -> image.registry().find(image.repository(), tag));
    }

    private Found.Done write(Found found, By by) throws RegistryRefusal, InterruptedException {
        return switch (found) {
            case Found.Done done -> done;
            case Found.Missing(Image image) -> throw new IllegalStateException("nothing to promote for " + image);
            case Found.ToDo(Image image, Manifest manifest) -> write(image, manifest, by);
        };
    }

    /// Registries have no compare-and-set. Two promotions at the same time, which the caller should not let
    /// happen, end
    /// with the newer one's image all the same: whoever finds a newer mark after writing puts its image back.
    private Found.Done write(Image image, Manifest manifest, By by) throws RegistryRefusal, InterruptedException {
        RegistryClient registry = image.registry();
        for (int turn = 1; ; turn++) {
            registry.putManifest(image.repository(), PromotionMark.tag(image.tag()), PromotionMark.write(manifest, by));
            registry.putManifest(image.repository(), image.tag(), manifest);
            List<Optional<Manifest>> there = read(image, PromotionMark.tag(image.tag()), image.tag());
            Optional<PromotionMark> now =
                    PromotionMark.read(registry, image.repository(), image.tag(), there.getFirst());
            Optional<Digest> at = there.getLast().map(Manifest::digest);
            if (now.isPresent() && now.get().by().isNewerThan(by, order)) {
                Digest newer = now.get().digest();
                if (!at.equals(Optional.of(newer))) {
                    registry.putManifest(
                            image.repository(), image.tag(), registry.manifest(image.repository(), newer.toString()));
                }
                return new Found.Done(image, newer, Outcome.SUPERSEDED);
            }
            if (now.filter(one -> one.by().isSameAs(by)).isPresent() && at.equals(Optional.of(manifest.digest()))) {
                return new Found.Done(image, manifest.digest(), Outcome.PROMOTED);
            }
            if (turn == TURNS) {
                throw new DigestMismatch("Image '" + image + "' should now be " + manifest.digest() + " but is "
                        + at.map(Digest::toString).orElse("absent") + ": someone else writes that tag. Promote again"
                        + " when nobody does.");
            }
        }
    }

    /// Housekeeping: it never fails what was promoted.
    private static boolean unstage(Image image) throws InterruptedException {
        if (image.staged().equals(image.tag())) {
            return true;
        }
        try {
            return image.registry().deleteTag(image.repository(), image.staged());
        } catch (RegistryRefusal | InfrastructureFailure _) {
            return false;
        }
    }

    /// The tag of a promotion's mark, for whoever cleans a repository up.
    public static boolean isMark(String tag) {
        return PromotionMark.isMark(tag);
    }
}
