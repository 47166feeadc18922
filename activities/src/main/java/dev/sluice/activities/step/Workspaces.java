package dev.sluice.activities.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.activities.contract.DocumentStore;
import dev.sluice.activities.contract.GraphDocument;
import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.ProjectKeys;
import dev.sluice.activities.contract.SecretBox;
import dev.sluice.activities.contract.SourceTrees;
import dev.sluice.activities.contract.TokenSigner;
import dev.sluice.activities.step.StepJournal.StepRecord;
import dev.sluice.activities.step.jinja.Plain;
import dev.sluice.engine.build.BuildEvent.Phase;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.jobgraph.FrozenNodeset;
import dev.sluice.engine.jobgraph.FrozenPlaybook;
import dev.sluice.engine.jobgraph.FrozenSecret;
import dev.sluice.engine.playbook.Inventory;
import dev.sluice.workflows.port.ExecutorActivities.OpenWorkspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The workspaces of this host: opened once, kept in memory while they are used, found again on disk after a crash.
final class Workspaces {
    private final ExecutorSettings settings;
    private final DocumentStore documents;
    private final ObjectMapper mapper;
    private final SourceCheckouts checkouts;
    private final PlaybookReader playbooks;
    private final ArtifactsAhead ahead;
    private final SecretValues secrets;
    private final SecretBox box;
    private final TokenSigner signer;
    private final Places places;
    private final ConcurrentMap<String, BuildWorkspace> open = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Object> locks = new ConcurrentHashMap<>();

    Workspaces(
            ExecutorSettings settings,
            DocumentStore documents,
            ObjectMapper mapper,
            SourceTrees trees,
            ArtifactsAhead ahead,
            PlaybookReader playbooks,
            ProjectKeys keys,
            SecretBox box,
            TokenSigner signer,
            Places places) {
        this.settings = settings;
        this.documents = documents;
        this.mapper = mapper;
        this.checkouts = new SourceCheckouts(trees);
        this.playbooks = playbooks;
        this.ahead = ahead;
        this.secrets = new SecretValues(keys);
        this.box = box;
        this.signer = signer;
        this.places = places;
    }

    /// Opens the workspace, or finds it when it is open already.
    BuildWorkspace open(OpenWorkspace request) {
        Path root = root(request.build());
        synchronized (lock(request.build())) {
            Optional<BuildWorkspace> known = find(request.build());
            if (known.isPresent()) {
                return known.get();
            }
            // Whatever lies here is left from an attempt that did not come to its end.
            PrivateFiles.removeTree(root);
            PrivateFiles.directory(root);
            try {
                BuildWorkspace workspace = make(root, request);
                open.put(request.build(), workspace);
                return workspace;
            } catch (RuntimeException e) {
                PrivateFiles.removeTree(root);
                places.changed();
                throw e;
            }
        }
    }

    private BuildWorkspace make(Path root, OpenWorkspace request) {
        GraphDocument graph = graph(request);
        FrozenJob job = job(graph, request);
        BuildFile fresh = new BuildFile(
                ahead.of(request, job.requires()),
                checkouts.all(root, graph, job),
                NodesetChoice.of(job, settings.labels()));
        BuildWorkspace workspace = load(root, fresh);
        PrivateFiles.directory(workspace.work().resolve("logs"));
        PrivateFiles.directory(workspace.scratch());
        PrivateFiles.replace(root.resolve("inventory.yaml"), InventoryFile.text(workspace.inventory()));
        if (!workspace.nodeset().nodes().isEmpty()) {
            places.take(root);
        }
        PrivateFiles.replace(root.resolve("build.json"), write(fresh));
        return workspace;
    }

    /// An open workspace.
    Optional<BuildWorkspace> find(String build) {
        BuildWorkspace known = open.get(build);
        if (known != null) {
            return Optional.of(known);
        }
        synchronized (lock(build)) {
            // Two copies in memory would each miss what the other one's steps leave behind.
            BuildWorkspace meanwhile = open.get(build);
            if (meanwhile != null) {
                return Optional.of(meanwhile);
            }
            Path root = root(build);
            Optional<BuildWorkspace> loaded = read(root).map(file -> load(root, file));
            loaded.ifPresent(workspace -> open.put(build, workspace));
            return loaded;
        }
    }

    void close(String build) {
        synchronized (lock(build)) {
            open.remove(build);
            PrivateFiles.removeTree(root(build));
        }
        locks.remove(build);
        places.changed();
    }

    private Object lock(String build) {
        return locks.computeIfAbsent(build, key -> new Object());
    }

    private Path root(String build) {
        if (!build.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,99}")) {
            throw new IllegalArgumentException("not the id of a build: '" + build + "'");
        }
        return settings.workspaces().resolve(build);
    }

    private Optional<BuildFile> read(Path root) {
        Path file = root.resolve("build.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(mapper.readValue(Files.readString(file), BuildFile.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String write(BuildFile file) {
        try {
            return mapper.writeValueAsString(file);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private GraphDocument graph(OpenWorkspace request) {
        String text = documents
                .find(request.graph())
                .orElseThrow(() -> new InfrastructureFailure("The job graph '" + request.graph()
                        + "' is not in the document store; it may have been cleaned up. Enqueue the change again."));
        try {
            return mapper.readValue(text, GraphDocument.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "The job graph '" + request.graph() + "' cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static FrozenJob job(GraphDocument graph, OpenWorkspace request) {
        return graph.jobs().stream()
                .filter(candidate -> candidate.name().equals(request.job()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "The job graph '" + request.graph() + "' has no job '" + request.job() + "'"));
    }

    private BuildWorkspace load(Path root, BuildFile file) {
        GraphDocument graph = graph(file.request());
        FrozenJob job = job(graph, file.request());
        FrozenNodeset nodeset = NodesetChoice.nodesets(job).get(file.nodeset());
        Inventory inventory = Inventory.of(nodeset);
        List<PlaybookSource> sources = playbooks.read(root, job, graph.treesOf(job), inventory, file.checkouts());
        Hidden hidden = new Hidden();
        Map<String, Object> parents = new LinkedHashMap<>();
        for (String closed : file.request().parentSecrets()) {
            Map<String, Object> data = box.open(closed);
            SecretValues.leaves(data, hidden::add);
            data.forEach((key, value) -> parents.putIfAbsent(key, Plain.of(value)));
        }
        StepJournal journal = StepJournal.open(root.resolve("variables.jsonl"), mapper);
        for (StepRecord record : journal.all()) {
            record.sealed().forEach(closed -> SecretValues.leaves(box.open(closed), hidden::add));
        }
        ZuulVariables zuul = new ZuulVariables(graph, job, file.request(), nodeset, settings.hostname(), root);
        return new BuildWorkspace(
                file.request(),
                graph,
                job,
                root,
                file.checkouts(),
                nodeset,
                inventory,
                sources,
                IncludedVariables.of(root, graph, job, file.checkouts()),
                PlainMap.of(zuul.build(file.checkouts())),
                parents,
                opened(sources, hidden),
                new PlaybookTokens(
                        root.resolve("tokens.sealed"),
                        file.request(),
                        sources.stream().map(PlaybookSource::frozen).toList(),
                        signer,
                        box,
                        hidden,
                        InstantSource.system()),
                journal,
                hidden,
                BuildWorkspace.noNodes(),
                new ConcurrentHashMap<>());
    }

    private List<Map<String, Object>> opened(List<PlaybookSource> sources, Hidden hidden) {
        List<Map<String, Object>> opened = new ArrayList<>();
        for (PlaybookSource source : sources) {
            Map<String, Object> visible = new LinkedHashMap<>();
            for (FrozenSecret secret : source.frozen().secrets()) {
                if (secret.token().isEmpty()) {
                    visible.put(secret.alias(), PlainMap.of(secrets.open(secret, hidden::add)));
                }
            }
            opened.add(visible);
        }
        return opened;
    }

    /// All playbooks of a job, in the order in which [dev.sluice.workflows.port.ExecutorActivities] counts them.
    static List<Map.Entry<Phase, FrozenPlaybook>> playbooks(FrozenJob job) {
        List<Map.Entry<Phase, FrozenPlaybook>> all = new ArrayList<>();
        job.preRun().forEach(playbook -> all.add(Map.entry(Phase.PRE_RUN, playbook)));
        job.run().forEach(playbook -> all.add(Map.entry(Phase.RUN, playbook)));
        job.postRun().forEach(playbook -> all.add(Map.entry(Phase.POST_RUN, playbook)));
        return all;
    }
}
