package dev.sluice.worker.wiring;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.sluice.activities.contract.Changes;
import dev.sluice.activities.contract.DocumentStore;
import dev.sluice.activities.contract.LandingNotes;
import dev.sluice.activities.contract.MergeOrder;
import dev.sluice.activities.contract.ProjectTrees;
import dev.sluice.activities.contract.SourceTrees;
import dev.sluice.activities.gerrit.GerritActivitiesImpl;
import dev.sluice.activities.gerrit.GerritChanges;
import dev.sluice.activities.gerrit.GerritConnection;
import dev.sluice.activities.gerrit.GerritRest;
import dev.sluice.activities.git.GitMergeOrder;
import dev.sluice.activities.git.GitProjectTrees;
import dev.sluice.activities.git.GitRemotes;
import dev.sluice.activities.git.GitSourceTrees;
import dev.sluice.activities.git.LandedTrees;
import dev.sluice.activities.git.Repositories;
import dev.sluice.worker.settings.Settings;
import dev.sluice.worker.settings.Settings.GerritServer;
import dev.sluice.workflows.port.GerritActivities;
import dev.sluice.workflows.port.LandingActivities;
import io.temporal.client.WorkflowClient;
import java.util.List;

/// Gerrit, and the git repositories in it.
final class GerritModule extends AbstractModule {

    @Provides
    @Singleton
    static List<GerritRest> servers(Settings settings) {
        return settings.connections().stream()
                .map(GerritModule::connection)
                .map(GerritRest::new)
                .toList();
    }

    @Provides
    @Singleton
    static GerritActivities gerrit(List<GerritRest> servers, TenantFiles tenants, WorkflowClient workflows) {
        return new GerritActivitiesImpl(servers, tenants::projectsOf, workflows);
    }

    @Provides
    @Singleton
    static Changes changes(List<GerritRest> servers) {
        return new GerritChanges(servers);
    }

    @Provides
    @Singleton
    static Repositories repositories(Settings settings, List<GerritRest> servers) {
        return new Repositories(
                settings.stateDirectory().resolve("git"),
                project -> servers.stream()
                        .map(GerritRest::connection)
                        .filter(connection -> connection.name().equals(project.connection()))
                        .findFirst()
                        .map(connection -> new GitRemotes.Remote(
                                connection.url() + "/" + project.name(),
                                connection.url() + "/a/" + project.name(),
                                connection.user(),
                                connection.password()))
                        .orElseThrow(() -> new IllegalStateException("no connection for " + project)));
    }

    @Provides
    @Singleton
    static ProjectTrees trees(Repositories repositories) {
        return new GitProjectTrees(repositories);
    }

    @Provides
    @Singleton
    static MergeOrder order(Repositories repositories) {
        return new GitMergeOrder(repositories);
    }

    @Provides
    @Singleton
    static SourceTrees sources(Repositories repositories) {
        return new GitSourceTrees(repositories);
    }

    @Provides
    @Singleton
    static LandingActivities landings(
            Repositories repositories, DocumentStore documents, ObjectMapper json, LandingNotes notes) {
        return new LandedTrees(repositories, documents, json, notes);
    }

    private static GerritConnection connection(GerritServer server) {
        return new GerritConnection(
                server.name(),
                server.url(),
                server.canonicalHostname(),
                server.user(),
                () -> SecretFiles.password(server.passwordFile()),
                new GerritConnection.Ssh(
                        server.sshHost(), server.sshPort(), server.sshKeyFile(), server.sshHostKeyFile()));
    }
}
