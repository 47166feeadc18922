package dev.sluice.activities.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes containers, pulling an image that the engine lacks.
final class Images {
    private static final Duration PULL_PATIENCE = Duration.ofMinutes(15);

    private final EngineClient engine;

    Images(EngineClient engine) {
        this.engine = engine;
    }

    /// Creates a container and returns its id.
    ///
    /// @param command makes the request anew for each try
    String create(String image, Supplier<CreateContainerCmd> command) throws InterruptedException {
        try {
            return command.get().exec().getId();
        } catch (NotFoundException e) {
            if (!String.valueOf(e.getMessage()).contains("No such image")) {
                throw e;
            }
            pull(image);
            return command.get().exec().getId();
        }
    }

    private void pull(String image) throws InterruptedException {
        var outcome = new PullOutcome();
        try (PullOutcome callback =
                engine.streams().pullImageCmd(withTag(image)).exec(outcome)) {
            if (!callback.await(PULL_PATIENCE)) {
                throw EngineFailures.imageMissing(
                        engine.settings(),
                        image,
                        "the pull did not end within " + PULL_PATIENCE.toMinutes() + " minutes");
            }
        } catch (com.github.dockerjava.api.exception.DockerException e) {
            throw EngineFailures.imageMissing(engine.settings(), image, EngineFailures.said(e));
        }
        Optional<String> failure = outcome.failure();
        if (failure.isPresent()) {
            throw EngineFailures.imageMissing(engine.settings(), image, failure.get());
        }
    }

    /// Without a tag the engine would pull every tag of the repository.
    static String withTag(String image) {
        String lastComponent = image.substring(image.lastIndexOf('/') + 1);
        return lastComponent.indexOf(':') < 0 && lastComponent.indexOf('@') < 0 ? image + ":latest" : image;
    }

    /// An engine reports a failed pull inside an answer of status 200, so every item counts.
    private static final class PullOutcome extends StreamedAnswer<PullResponseItem> {
        private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

        @Override
        public void onNext(PullResponseItem item) {
            if (item.isErrorIndicated()) {
                var detail = item.getErrorDetail();
                failure.set((detail == null ? "the engine gave no reason" : String.valueOf(detail.getMessage())));
            }
        }

        Optional<String> failure() {
            return Optional.ofNullable(failure.get());
        }
    }
}
