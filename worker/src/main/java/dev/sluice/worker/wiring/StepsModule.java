package dev.sluice.worker.wiring;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.sluice.activities.contract.DocumentStore;
import dev.sluice.activities.contract.LogStore;
import dev.sluice.activities.contract.MergedArtifacts;
import dev.sluice.activities.contract.NativeRole;
import dev.sluice.activities.contract.NodeShell;
import dev.sluice.activities.contract.ProjectKeys;
import dev.sluice.activities.contract.SecretBox;
import dev.sluice.activities.contract.SourceTrees;
import dev.sluice.activities.contract.TokenSigner;
import dev.sluice.activities.step.ExecutorActivitiesImpl;
import dev.sluice.activities.step.ExecutorSettings;
import dev.sluice.activities.step.Places;
import dev.sluice.activities.step.TemporalActivityLink;
import dev.sluice.worker.settings.Settings;
import dev.sluice.workflows.port.ExecutorActivities;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The executor: playbook steps on this host.
final class StepsModule extends AbstractModule {
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    @Provides
    @Singleton
    static ExecutorSettings executor(Settings settings) {
        String hostname = hostname();
        return new ExecutorSettings(
                settings.stateDirectory(),
                Workers.COMMON_QUEUE + "@" + hostname + "-" + settings.instance(),
                hostname,
                Map.of(),
                List.copyOf(settings.labels().keySet()),
                HEARTBEAT);
    }

    @Provides
    @Singleton
    static Places places(ExecutorSettings executor, Settings settings) {
        return new Places(executor, settings.maxBuilds());
    }

    @Provides
    @Singleton
    static ExecutorActivities activities(
            ExecutorSettings settings,
            DocumentStore documents,
            SourceTrees trees,
            MergedArtifacts merged,
            ProjectKeys keys,
            SecretBox box,
            TokenSigner signer,
            LogStore logs,
            NodeShell nodes,
            List<NativeRole> roles,
            Places places,
            ObjectMapper json) {
        Map<String, NativeRole> byName = new LinkedHashMap<>();
        roles.forEach(role -> byName.put(role.name(), role));
        return new ExecutorActivitiesImpl(
                settings,
                documents,
                trees,
                merged,
                keys,
                box,
                signer,
                logs,
                nodes,
                byName,
                new TemporalActivityLink(),
                places,
                json);
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "localhost";
        }
    }
}
