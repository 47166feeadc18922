package dev.sluice.activities.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Tags that builds leave in long-lived registries, and which of them are stale.
///
/// Registries do not tell when a tag was written. The provenance statement beside an image does; an image
/// without one
/// is
/// kept.
public final class StagedTags {
    private static final Pattern CHANGE = Pattern.compile("change_([0-9]+)_.+");
    private static final Pattern BUILD = Pattern.compile("([0-9a-f]{32})_.+");

    private StagedTags() {}

    /// What was swept.
    ///
    /// @param kept stale tags that the registry does not let go
    public record Swept(List<String> removed, List<String> kept) {}

    /// Removes a final repository's staged tags that nobody will promote any more.
    ///
    /// @param pipeline whose staged tags are looked at beside those of changes
    /// @param finalTags never removed, whatever they are called
    /// @param changeIsOpen whether a change is in the gate
    public static Swept sweepFinal(
            RegistryClient registry,
            String repository,
            String pipeline,
            List<String> finalTags,
            Predicate<String> changeIsOpen,
            Duration age,
            Instant now)
            throws RegistryRefusal, InterruptedException {
        return sweep(
                registry,
                repository,
                tag -> isStaged(tag, pipeline, finalTags)
                        && change(tag).filter(changeIsOpen).isEmpty(),
                now.minus(age));
    }

    /// The rule of names: `change_<number>_…` or `<pipeline>_…`, so that the pipeline `release` never takes
    /// the tag
    /// `release-1.0`.
    static boolean isStaged(String tag, String pipeline, List<String> finalTags) {
        boolean ours = CHANGE.matcher(tag).matches()
                || (!pipeline.isEmpty() && tag.startsWith(pipeline + "_") && tag.length() > pipeline.length() + 1);
        return ours && !finalTags.contains(tag) && !Promotion.isMark(tag);
    }

    static Optional<String> change(String tag) {
        Matcher found = CHANGE.matcher(tag);
        return found.matches() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /// Removes images of builds from the intermediate registry that no queue needs and that are older than
    /// any change that is still being tested should be (container-roles 1.12). The registry frees the space
    /// when its own garbage collection runs.
    ///
    /// @param needed whether a build (uuid without dashes) has artifacts that a queue may still hand on
    public static Swept sweepIntermediate(RegistryClient registry, Predicate<String> needed, Duration age, Instant now)
            throws RegistryRefusal, InterruptedException {
        Swept all = new Swept(List.of(), List.of());
        for (String repository : registry.repositories()) {
            Swept one = sweep(
                    registry,
                    repository,
                    tag -> {
                        Matcher found = BUILD.matcher(tag);
                        return found.matches() && !needed.test(found.group(1));
                    },
                    now.minus(age));
            all = new Swept(joined(all.removed, one.removed), joined(all.kept, one.kept));
        }
        return all;
    }

    private static Swept sweep(RegistryClient registry, String repository, Predicate<String> candidate, Instant limit)
            throws RegistryRefusal, InterruptedException {
        Swept swept = new Swept(List.of(), List.of());
        for (String tag : registry.tags(repository)) {
            if (!candidate.test(tag)) {
                continue;
            }
            Optional<Digest> digest = registry.manifestDigest(repository, tag);
            Optional<Instant> stored =
                    digest.isPresent() ? Provenance.lastStored(registry, repository, digest.get()) : Optional.empty();
            if (stored.filter(limit::isAfter).isEmpty()) {
                continue;
            }
            List<String> name = List.of(repository + ":" + tag);
            swept = registry.deleteTag(repository, tag)
                    ? new Swept(joined(swept.removed, name), swept.kept)
                    : new Swept(swept.removed, joined(swept.kept, name));
        }
        return swept;
    }

    private static List<String> joined(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
