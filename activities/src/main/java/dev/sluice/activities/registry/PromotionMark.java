package dev.sluice.activities.registry;

import dev.sluice.activities.registry.RegistryRefusal.ManifestInvalid;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Which change a tag was last promoted for, kept in the repository itself under a tag beside it: an index
/// around the
/// promoted image, with annotations. It holds no blob, and the image's own bytes stay untouched.
///
/// @param digest of the image that the tag is to have
record PromotionMark(Promotion.By by, Digest digest) {
    private static final String PREFIX = "sluice-promoted_";
    private static final String PROJECT = "dev.sluice.promotion.project";
    private static final String CHANGE = "dev.sluice.promotion.change";
    private static final String PATCHSET = "dev.sluice.promotion.patchset";
    private static final String BRANCH = "dev.sluice.promotion.branch";
    private static final String COMMIT = "dev.sluice.promotion.commit";

    /// The tag that holds the mark of a tag.
    static String tag(String tag) {
        return PREFIX + tag;
    }

    static boolean isMark(String tag) {
        return tag.startsWith(PREFIX);
    }

    /// @param stored what is under the mark's tag
    static Optional<PromotionMark> read(
            RegistryClient registry, String repository, String tag, Optional<Manifest> stored) throws ManifestInvalid {
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> told = stored.get().annotations();
        if (!stored.get().isIndex() || stored.get().children().size() != 1 || !told.containsKey(CHANGE)) {
            throw new ManifestInvalid(
                    "Registry '" + registry.endpoint().name() + "': tag '" + repository + ":" + tag(tag)
                            + "' is not the mark that a promotion leaves: someone else wrote it. Delete that tag, then promote"
                            + " again.");
        }
        Promotion.By by = new Promotion.By(
                told.getOrDefault(PROJECT, ""),
                told.getOrDefault(BRANCH, ""),
                told.getOrDefault(CHANGE, ""),
                told.getOrDefault(PATCHSET, ""),
                told.getOrDefault(COMMIT, ""));
        return Optional.of(
                new PromotionMark(by, stored.get().children().getFirst().digest()));
    }

    static Manifest write(Manifest image, Promotion.By by) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(PROJECT, by.project());
        annotations.put(CHANGE, by.change());
        annotations.put(PATCHSET, by.patchset());
        annotations.put(BRANCH, by.branch());
        annotations.put(COMMIT, by.commit());
        return ManifestWriter.around(image, annotations);
    }
}
