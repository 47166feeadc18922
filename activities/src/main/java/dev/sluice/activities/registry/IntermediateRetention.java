package dev.sluice.activities.registry;

import dev.sluice.activities.contract.InfrastructureFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the intermediate registry from filling up: images of builds that no queue needs go when they are old
/// (container-roles 1.12). Looks once an hour at most, for it asks about every tag.
public final class IntermediateRetention {
    private static final Logger LOG = LoggerFactory.getLogger(IntermediateRetention.class);
    private static final Duration BETWEEN = Duration.ofHours(1);

    private final RegistryEndpoint endpoint;
    private final TrustedCas trusted;
    private final Patience patience;
    private final Duration keep;
    private final Clock clock;
    private @Nullable Instant last;

    /// @param keep how long an image stays that no queue needs
    public IntermediateRetention(
            RegistryEndpoint endpoint, TrustedCas trusted, Patience patience, Duration keep, Clock clock) {
        this.endpoint = endpoint;
        this.trusted = trusted;
        this.patience = patience;
        this.keep = keep;
        this.clock = clock;
    }

    /// Whatever fails is told in the log and tried again in an hour: nobody waits for this.
    ///
    /// @param needed asked once, when it is time, and by build (uuid) whether a queue may still hand its images on;
    ///        absent when that cannot be known, and then everything stays
    /// @return how many images were removed
    public synchronized int sweep(Supplier<Optional<Predicate<String>>> needed) {
        Instant now = clock.instant();
        if (last != null && now.isBefore(last.plus(BETWEEN))) {
            return 0;
        }
        last = now;
        try {
            return needed.get().map(by -> remove(by, now)).orElse(0);
        } catch (InfrastructureFailure later) {
            LOG.warn("old images stay in the intermediate registry for now: {}", later.getMessage());
            return 0;
        }
    }

    private int remove(Predicate<String> needed, Instant now) {
        try (RegistryClient registry = new RegistryClient(endpoint, trusted, patience, clock)) {
            StagedTags.Swept swept = StagedTags.sweepIntermediate(registry, needed, keep, now);
            if (!swept.removed().isEmpty()) {
                LOG.info(
                        "removed {} old images from the intermediate registry: {}",
                        swept.removed().size(),
                        swept.removed());
            }
            if (!swept.kept().isEmpty()) {
                LOG.warn(
                        "the intermediate registry does not let {} old images be deleted; allow deletion in its configuration",
                        swept.kept().size());
            }
            return swept.removed().size();
        } catch (RegistryRefusal refusal) {
            throw new InfrastructureFailure(String.valueOf(refusal.getMessage()), refusal);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
