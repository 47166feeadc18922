package dev.sluice.workflows.bench;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// What somebody would write who needs nothing but the activities: some first, then chains side by side.
@WorkflowInterface
public interface HandWritten {

    @WorkflowMethod
    String run(int first, int chains, int activitiesInAChain);

    @ActivityInterface
    interface Nothing {
        @ActivityMethod(name = "Nothing")
        String call(String text);
    }

    final class NothingImpl implements Nothing {
        @Override
        public String call(String text) {
            return text;
        }
    }

    final class Impl implements HandWritten {
        private final Nothing nothing = Workflow.newActivityStub(
                Nothing.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(1))
                        .build());

        @Override
        public String run(int first, int chains, int activitiesInAChain) {
            chain(first);
            List<Promise<Integer>> running = IntStream.range(0, chains)
                    .mapToObj(_ -> Async.function(this::chain, activitiesInAChain))
                    .toList();
            Promise.allOf(running).get();
            return "done";
        }

        private Integer chain(int length) {
            for (int i = 0; i < length; i++) {
                nothing.call("nothing");
            }
            return length;
        }
    }
}
