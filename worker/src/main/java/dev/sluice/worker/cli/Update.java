package dev.sluice.worker.cli;

import dev.sluice.worker.api.ApiInfo;
import dev.sluice.workflows.json.SluiceDataConverter;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An operator's word to a workflow: a validated Update, whose refusal is shown as it is.
final class Update {
    private Update() {}

    /// @param update calls a workflow
    /// @param gone what is said when there is no such workflow
    static <T> T send(ApiClient client, Function<WorkflowClient, T> update, String gone) {
        ApiInfo info = client.one("/api/info", ApiInfo.class);
        WorkflowServiceStubs service = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(info.temporalAddress())
                .build());
        try {
            WorkflowClient temporal = WorkflowClient.newInstance(
                    service,
                    WorkflowClientOptions.newBuilder()
                            .setNamespace(info.temporalNamespace())
                            .setDataConverter(SluiceDataConverter.create())
                            .build());
            return update.apply(temporal);
        } catch (WorkflowUpdateException refused) {
            throw new CommandFailure(message(refused));
        } catch (WorkflowNotFoundException ended) {
            throw new CommandFailure(gone);
        } finally {
            service.shutdownNow();
        }
    }

    /// The refusal's own words, without Temporal's around them.
    private static String message(Throwable refused) {
        @Nullable Throwable cause = refused.getCause();
        if (cause instanceof ApplicationFailure failure) {
            return String.valueOf(failure.getOriginalMessage());
        }
        return String.valueOf(cause == null ? refused.getMessage() : cause.getMessage());
    }
}
