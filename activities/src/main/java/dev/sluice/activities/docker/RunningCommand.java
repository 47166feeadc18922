package dev.sluice.activities.docker;

import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The output of a command in a node, as it comes.
final class RunningCommand extends StreamedAnswer<Frame> {
    private final LineSplitter stdout;
    private final LineSplitter stderr;
    private final AtomicReference<@Nullable String> group = new AtomicReference<>();
    private final CountDownLatch grouped = new CountDownLatch(1);

    RunningCommand(BiConsumer<String, String> output) {
        stdout = new LineSplitter(line -> output.accept("stdout", line));
        stderr = new LineSplitter(line -> {
            if (grouped.getCount() > 0 && line.startsWith(NodeCommand.GROUP_MARK)) {
                group.set(line.substring(NodeCommand.GROUP_MARK.length()));
                grouped.countDown();
            } else {
                output.accept("stderr", line);
            }
        });
    }

    @Override
    public void onNext(Frame frame) {
        (frame.getStreamType() == StreamType.STDERR ? stderr : stdout).accept(frame.getPayload());
    }

    @Override
    public void onComplete() {
        stdout.finish();
        stderr.finish();
        super.onComplete();
    }

    /// Process group of the command inside the node; absent when it did not even start.
    Optional<String> group(Duration patience) throws InterruptedException {
        return grouped.await(patience.toNanos(), TimeUnit.NANOSECONDS)
                ? Optional.ofNullable(group.get())
                : Optional.empty();
    }
}
