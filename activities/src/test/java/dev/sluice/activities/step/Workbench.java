package dev.sluice.activities.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.activities.contract.DocumentStore;
import dev.sluice.activities.contract.GraphDocument;
import dev.sluice.activities.contract.JobTrees;
import dev.sluice.activities.contract.NativeRole;
import dev.sluice.activities.contract.SecretBox;
import dev.sluice.activities.contract.SourceTrees;
import dev.sluice.activities.contract.SourceTrees.SourceTree;
import dev.sluice.activities.contract.TokenSigner;
import dev.sluice.engine.buildset.Artifact;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.jobgraph.FrozenInclude;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.jobgraph.FrozenNode;
import dev.sluice.engine.jobgraph.FrozenNodeset;
import dev.sluice.engine.jobgraph.FrozenPlaybook;
import dev.sluice.engine.jobgraph.FrozenRole;
import dev.sluice.engine.jobgraph.FrozenSecret;
import dev.sluice.engine.jobgraph.FrozenToken;
import dev.sluice.engine.jobgraph.NodeGroup;
import dev.sluice.engine.playbook.PlaybookAction;
import dev.sluice.engine.playbook.PlaybookEvent;
import dev.sluice.engine.playbook.PlaybookOutline;
import dev.sluice.engine.playbook.PlaybookPlan;
import dev.sluice.engine.playbook.PlaybookPlanner;
import dev.sluice.engine.playbook.StepEnd;
import dev.sluice.engine.playbook.StepRun;
import dev.sluice.workflows.json.SluiceJson;
import dev.sluice.workflows.port.ExecutorActivities.OpenWorkspace;
import dev.sluice.workflows.port.ExecutorActivities.StepRequest;
import dev.sluice.workflows.port.ExecutorActivities.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/// An executor with fakes around it: nodes are directories of this machine, repositories are maps of texts.
final class Workbench {
    static final Project CONFIG = new Project("gerrit", "review.example.com", "org/config");
    static final Project APP = new Project("gerrit", "review.example.com", "org/app");
    static final KeyPair KEYS = keys();
    static final List<String> LABELS = List.of("docker", "spare");

    final Path state;
    final LocalNodes nodes;
    final FakeLogs logs = new FakeLogs();
    final Map<String, String> configFiles = new LinkedHashMap<>();
    final Map<String, String> appFiles = new LinkedHashMap<>();
    final Map<String, NativeRole> roles = new LinkedHashMap<>();
    final List<FrozenPlaybook> pre = new ArrayList<>();
    final List<FrozenPlaybook> run = new ArrayList<>();
    final List<FrozenPlaybook> post = new ArrayList<>();
    final List<FrozenSecret> secrets = new ArrayList<>();
    final Map<String, Object> vars = new LinkedHashMap<>();
    final Map<String, Object> extraVars = new LinkedHashMap<>();
    final Map<String, Object> hostVars = new LinkedHashMap<>();
    final Map<String, Object> groupVars = new LinkedHashMap<>();
    final Map<String, Object> siteVars = new LinkedHashMap<>();
    final Map<String, Object> parentData = new LinkedHashMap<>();
    final List<String> parentSecrets = new ArrayList<>();
    final List<FrozenInclude> includeVars = new ArrayList<>();
    final List<FrozenNodeset> nodesetAlternatives = new ArrayList<>();
    final Map<String, JobTrees> jobTrees = new LinkedHashMap<>();
    final List<String> failureOutput = new ArrayList<>();
    Optional<String> ansibleVersion = Optional.empty();
    Optional<String> workspaceScheme = Optional.empty();
    final List<Project> otherSources = new ArrayList<>();
    String label = "docker";
    final List<String> hosts = new ArrayList<>(List.of("node"));
    final FakeLink link = new FakeLink();
    final AtomicInteger checkouts = new AtomicInteger();
    final SecretBox box = new FakeBox();
    private final ObjectMapper mapper = mapper();
    Places places;
    private ExecutorActivitiesImpl executor;
    private Optional<Workspace> workspace = Optional.empty();

    Workbench(Path directory) {
        state = directory.resolve("state");
        nodes = new LocalNodes(directory.resolve("nodes"));
        executor = fresh();
    }

    ExecutorActivitiesImpl executor() {
        return executor;
    }

    /// A worker that starts anew on the same disk.
    void restart() {
        executor = fresh();
    }

    private ExecutorActivitiesImpl fresh() {
        ExecutorSettings settings =
                new ExecutorSettings(state, "host-1", "executor.example.com", siteVars, LABELS, Duration.ofMillis(20));
        places = new Places(settings, 2);
        return new ExecutorActivitiesImpl(
                settings,
                documents(),
                trees(),
                (tenant, requires, since) -> List.of(),
                project -> KEYS,
                box,
                new FakeSigner(),
                logs,
                nodes,
                roles,
                link,
                places,
                mapper);
    }

    FrozenPlaybook playbook(boolean trusted, String text) {
        String path = "playbooks/p" + (pre.size() + run.size() + post.size()) + ".yaml";
        (trusted ? configFiles : appFiles).put(path, text);
        Project project = trusted ? CONFIG : APP;
        return new FrozenPlaybook(
                project,
                "master",
                path,
                trusted,
                0,
                List.of(new FrozenRole(project, "", true)),
                trusted ? List.copyOf(secrets) : List.of(),
                List.of(),
                false);
    }

    Workspace open() {
        Workspace opened = executor.openWorkspace(request());
        workspace = Optional.of(opened);
        return opened;
    }

    OpenWorkspace request() {
        return new OpenWorkspace(
                "tenant",
                "check",
                "buildset1",
                "graph/buildset1",
                "build1",
                "unit",
                2,
                parentData,
                parentSecrets,
                List.of(new Artifact(
                        "org/x:latest",
                        "docker://r/x",
                        Map.of("type", "container_image"),
                        Map.of("change", "7", "job", "build"))),
                List.of("child"));
    }

    /// Writes one trusted run playbook, opens the workspace, and runs it to its end.
    List<StepEnd> play(String text) {
        run.add(playbook(true, text));
        if (workspace.isEmpty()) {
            open();
        }
        return runPlaybook(pre.size() + run.size() - 1);
    }

    List<StepEnd> runPlaybook(int index) {
        PlaybookOutline outline = workspace.orElseThrow().outlines().get(index);
        PlaybookPlanner planner = new PlaybookPlanner();
        List<StepEnd> all = new ArrayList<>();
        PlaybookPlan plan = planner.plan(planner.initial(outline), new PlaybookEvent.Started());
        while (plan.action() instanceof PlaybookAction.RunSteps(var steps)) {
            List<StepEnd> ends = new ArrayList<>();
            steps.forEach(step -> ends.add(step(index, step)));
            all.addAll(ends);
            plan = planner.plan(plan.next(), new PlaybookEvent.StepsEnded(ends));
        }
        return all;
    }

    StepEnd step(int playbook, StepRun step) {
        link.next();
        return executor.runStep(new StepRequest("build1", playbook, step, true, false, 0));
    }

    Path node() {
        return nodes.home("node");
    }

    FrozenSecret secret(String alias, Map<String, Object> data) {
        return new FrozenSecret(alias, alias + "_secret", CONFIG, data, Optional.empty());
    }

    static FrozenSecret token(String alias, int ttlSeconds) {
        FrozenToken token = new FrozenToken(ttlSeconds, "", Map.of("aud", "cloud", "sub", "mine"));
        return new FrozenSecret(alias, alias + "_secret", CONFIG, Map.of(), Optional.of(token));
    }

    static Map<String, Object> encrypted(String plain) {
        return Map.of("!encrypted/pkcs1-oaep", List.of(encrypt(plain)));
    }

    static String encrypt(String plain) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    KEYS.getPublic(),
                    new OAEPParameterSpec(
                            "SHA-1", "MGF1", java.security.spec.MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT));
            return Base64.getEncoder().encodeToString(cipher.doFinal(plain.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private DocumentStore documents() {
        return new DocumentStore() {
            @Override
            public void put(String key, String json) {
                throw new UnsupportedOperationException("the executor only reads");
            }

            @Override
            public Optional<String> find(String key) {
                try {
                    return key.equals("graph/buildset1")
                            ? Optional.of(mapper.writeValueAsString(graph()))
                            : Optional.empty();
                } catch (JsonProcessingException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private GraphDocument graph() {
        List<SourceTree> sources = Stream.concat(Stream.of(APP), otherSources.stream())
                .map(project -> new SourceTree(project, "master", "base", List.of()))
                .toList();
        SourceTree config = new SourceTree(CONFIG, "master", "tip", List.of());
        return new GraphDocument(
                "tenant",
                "check",
                true,
                "buildset1",
                List.of(change()),
                List.of(),
                Map.of(),
                List.of(job()),
                sources,
                List.of(config),
                "x",
                jobTrees,
                "5eed");
    }

    private static Subject change() {
        return new Change(
                APP,
                "master",
                12,
                3,
                "refs/changes/12/12/3",
                "c0ffee",
                List.of(),
                "https://review/12",
                "Fix {{ it }}\n",
                "eve",
                "topic",
                ChangeStatus.NEW,
                false,
                true,
                List.of(),
                List.of("a"),
                List.of(),
                List.of(),
                List.of());
    }

    private FrozenJob job() {
        return new FrozenJob(
                "unit",
                List.of(),
                true,
                false,
                false,
                3,
                Optional.of(1800),
                Optional.empty(),
                new FrozenNodeset(
                        "set",
                        hosts.stream()
                                .map(host -> new FrozenNode(List.of(host), label))
                                .toList(),
                        List.of(new NodeGroup("builders", List.copyOf(hosts)))),
                pre,
                run,
                post,
                vars,
                extraVars,
                hostVars,
                groupVars,
                List.of(),
                Optional.empty(),
                List.of("b", "a"),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                "auto",
                failureOutput,
                List.of("base", "unit"),
                nodesetAlternatives,
                Optional.empty(),
                ansibleVersion,
                workspaceScheme,
                Optional.empty(),
                includeVars,
                false);
    }

    private SourceTrees trees() {
        return (tree, into) -> {
            checkouts.incrementAndGet();
            Map<String, String> files = tree.project().equals(CONFIG) ? configFiles : appFiles;
            try {
                Files.createDirectories(into);
                for (Map.Entry<String, String> file : files.entrySet()) {
                    Path path = into.resolve(file.getKey());
                    Files.createDirectories(path.getParent());
                    if (file.getValue().startsWith("-> ")) {
                        Files.createSymbolicLink(path, Path.of(file.getValue().substring(3)));
                    } else {
                        Files.writeString(path, file.getValue());
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return "commit-of-" + tree.project().name();
        };
    }

    static ObjectMapper mapper() {
        return SluiceJson.mapper();
    }

    /// Signs nothing: a token is its claims, and a number that tells it from others.
    static final class FakeSigner implements TokenSigner {
        final List<Map<String, Object>> signed = new ArrayList<>();

        @Override
        public String issuer() {
            return "https://ci.example.com";
        }

        @Override
        public String sign(Map<String, Object> claims, Instant expires) {
            signed.add(claims);
            return "token-%d-of-%s".formatted(signed.size(), claims.get("sub"));
        }
    }

    /// Seals by base64: enough to see that nothing travels as it is.
    private final class FakeBox implements SecretBox {
        @Override
        public String seal(Map<String, Object> data) {
            try {
                return "sealed:"
                        + new StringBuilder(Base64.getEncoder().encodeToString(mapper.writeValueAsBytes(data)))
                                .reverse();
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        @SuppressWarnings("unchecked")
        public Map<String, Object> open(String sealed) {
            try {
                String encoded =
                        new StringBuilder(sealed.substring(7)).reverse().toString();
                return mapper.readValue(Base64.getDecoder().decode(encoded), LinkedHashMap.class);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
