package dev.sluice.engine.config.load;

import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.Pragma;
import dev.sluice.engine.config.TenantDefinition;
import dev.sluice.engine.config.TenantProject;
import dev.sluice.engine.config.yaml.ConfigObject;
import dev.sluice.engine.config.yaml.ParsedFile;
import dev.sluice.engine.config.yaml.ParsedStanza;
import dev.sluice.engine.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts the stanzas of all files together, kind by kind, so that a file may use what stands in a later one (A16, A17).
final class Assembly {
    private final TenantDefinition tenant;
    private final Problems problems = new Problems();
    /// By what they define: each kind is walked once, and a tenant may have tens of thousands.
    private final Map<Class<?>, List<Found>> found = new LinkedHashMap<>();
    private final Definitions definitions;
    private final ImpliedBranches implied;
    private final ParsedFiles cache;
    private final SecretProbe secrets;
    private final boolean partial;
    private final Map<String, List<String>> branches;

    /// A stanza, the project it stands in and what its file says of branches.
    record Found(TenantProject project, Pragma pragma, ParsedStanza stanza) {}

    /// @param partial whether the tenant has projects that are not at hand
    Assembly(
            TenantDefinition tenant,
            Map<String, List<String>> branches,
            ParsedFiles cache,
            SecretProbe secrets,
            boolean partial) {
        this.tenant = tenant;
        this.partial = partial;
        this.branches = branches;
        this.cache = cache;
        this.secrets = secrets;
        this.definitions = new Definitions(tenant, problems);
        this.implied = new ImpliedBranches(branches);
    }

    Problems problems() {
        return problems;
    }

    void add(TenantProject project, ParsedFile file) {
        problems.addAll(file.problems());
        Pragma pragma = file.pragma();
        for (ParsedStanza stanza : file.stanzas()) {
            boolean counts = stanza.kind().isEmpty() || stanza.kind().equals("pragma") || project.loads(stanza.kind());
            if (counts && Permissions.granted(project, stanza, problems)) {
                problems.addAll(stanza.problems());
                stanza.object()
                        .ifPresent(object -> found.computeIfAbsent(object.getClass(), _ -> new ArrayList<>())
                                .add(new Found(project, pragma, stanza)));
            }
        }
    }

    LoadedLayout finish() {
        var limits = new TenantLimits(tenant, problems, partial);
        each(ConfigObject.OfPipeline.class, (from, object) -> {
            if (limits.allow(object.pipeline())) {
                definitions.add(object.pipeline());
            }
        });
        each(ConfigObject.OfNodeset.class, (from, object) -> {
            if (limits.allow(object.nodeset())) {
                definitions.add(object.nodeset());
            }
        });
        each(ConfigObject.OfLabel.class, (from, object) -> definitions.labels.add(object.name()));
        each(ConfigObject.OfSecret.class, (from, object) -> {
            boolean readable =
                    cache.readable(object.secret(), () -> SecretChecks.readable(object.secret(), secrets, problems));
            if (limits.allow(object.secret()) && readable) {
                definitions.add(object.secret());
            }
        });
        each(ConfigObject.OfJob.class, (from, object) -> {
            if (limits.allow(object.job())) {
                definitions.add(implied.entry(from, object.job()));
            }
        });
        each(ConfigObject.OfSemaphore.class, (from, object) -> definitions.add(object.semaphore()));
        each(ConfigObject.OfQueue.class, (from, object) -> definitions.add(object.queue()));
        each(ConfigObject.OfTemplate.class, (from, object) -> {
            if (limits.allow(object.template().pipelines())) {
                definitions.add(implied.template(from, object.template()));
            }
        });
        var projects = new ProjectAssembly(tenant, implied, problems);
        each(ConfigObject.OfProject.class, (from, object) -> {
            if (limits.allow(object.project().pipelines())) {
                projects.add(from, object.project());
            }
        });
        Layout layout = definitions.layout(projects.finish(), branches);
        new References(layout, problems).check();
        return new LoadedLayout(layout, problems.list());
    }

    private interface Handler<T> {
        void handle(Found from, T object);
    }

    private <T extends ConfigObject> void each(Class<T> type, Handler<T> handler) {
        for (Found from : found.getOrDefault(type, List.of())) {
            from.stanza().object().ifPresent(object -> handler.handle(from, type.cast(object)));
        }
    }
}
