package dev.sluice.worker.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.CoreConstants;
import dev.sluice.activities.contract.InfrastructureFailure;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `%failure`: what a foreseen failure says, in one line; of any other, the whole stack.
public final class FailureConverter extends ThrowableProxyConverter {
    private static final Set<String> FORESEEN = Stream.of(
                    InfrastructureFailure.class,
                    ApplicationFailure.class,
                    CanceledFailure.class,
                    ActivityCanceledException.class,
                    ActivityWorkerShutdownException.class)
            .map(Class::getName)
            .collect(Collectors.toUnmodifiableSet());

    @Override
    protected String throwableProxyToString(IThrowableProxy failure) {
        return FORESEEN.contains(failure.getClassName())
                ? "    " + failure.getMessage() + CoreConstants.LINE_SEPARATOR
                : super.throwableProxyToString(failure);
    }
}
