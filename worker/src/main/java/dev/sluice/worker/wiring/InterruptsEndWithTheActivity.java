package dev.sluice.worker.wiring;

import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;

/// Lets an interrupted activity be reported. The SDK reports on the activity's own thread, and a thread that is still
/// interrupted cannot call: the server would learn only by a missed heartbeat that the attempt is over.
final class InterruptsEndWithTheActivity extends WorkerInterceptorBase {
    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new ActivityInboundCallsInterceptorBase(next) {
            @Override
            public ActivityOutput execute(ActivityInput input) {
                try {
                    return super.execute(input);
                } finally {
                    Thread.interrupted();
                }
            }
        };
    }
}
