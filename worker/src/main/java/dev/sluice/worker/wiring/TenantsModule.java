package dev.sluice.worker.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.sluice.activities.config.TenantActivitiesImpl;
import dev.sluice.activities.contract.Changes;
import dev.sluice.activities.contract.DocumentStore;
import dev.sluice.activities.contract.NativeRole;
import dev.sluice.activities.contract.ProjectKeys;
import dev.sluice.activities.contract.ProjectTrees;
import dev.sluice.activities.timer.TimerSchedules;
import dev.sluice.engine.playbook.Catalogue;
import dev.sluice.worker.settings.Settings;
import dev.sluice.workflows.port.TenantActivities;
import io.temporal.client.WorkflowClient;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import java.time.Clock;
import java.util.List;

/// Tenants and their configuration.
final class TenantsModule extends AbstractModule {

    @Provides
    @Singleton
    static TenantFiles tenants(Settings settings) {
        return new TenantFiles(settings);
    }

    @Provides
    @Singleton
    static Catalogue catalogue(List<NativeRole> roles) {
        return new Catalogue(roles.stream().map(NativeRole::name).toList());
    }

    @Provides
    @Singleton
    static TimerSchedules timers(WorkflowClient client) {
        ScheduleClientOptions options = ScheduleClientOptions.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setDataConverter(client.getOptions().getDataConverter())
                .build();
        return new TimerSchedules(
                ScheduleClient.newInstance(client.getWorkflowServiceStubs(), options), Workers.COMMON_QUEUE);
    }

    @Provides
    @Singleton
    static TenantActivities activities(
            TenantFiles tenants,
            ProjectTrees trees,
            Changes changes,
            DocumentStore documents,
            ProjectKeys keys,
            Catalogue catalogue) {
        return new TenantActivitiesImpl(
                tenants.all(),
                tenants.connections(),
                trees,
                changes,
                documents,
                new KeyProbe(keys),
                catalogue,
                Clock.systemUTC());
    }
}
