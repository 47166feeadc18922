package dev.sluice.worker.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.contract.NativeRole;
import dev.sluice.activities.registry.ImageCopier;
import dev.sluice.activities.registry.Patience;
import dev.sluice.activities.registry.TrustedCas;
import dev.sluice.activities.role.BuildImages;
import dev.sluice.activities.role.EnsureDocker;
import dev.sluice.activities.role.HubMirror;
import dev.sluice.activities.role.PromoteImages;
import dev.sluice.activities.role.PullFromIntermediateRegistry;
import dev.sluice.activities.role.PushToIntermediateRegistry;
import dev.sluice.activities.role.RegistryAccess;
import dev.sluice.activities.role.SpeculativeImages;
import dev.sluice.activities.role.UploadImages;
import dev.sluice.activities.role.UseBuildsetRegistry;
import dev.sluice.activities.role.VerifySpeculativeImages;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.Connections;
import dev.sluice.engine.config.Parsed;
import dev.sluice.engine.config.TenantDefinition;
import dev.sluice.engine.config.load.LayoutLoader;
import dev.sluice.engine.config.load.LoadedLayout;
import dev.sluice.engine.config.load.ParsedFiles;
import dev.sluice.engine.config.load.SecretProbe;
import dev.sluice.engine.config.load.TenantFile;
import dev.sluice.engine.conform.MapConfigSource;
import dev.sluice.engine.jobgraph.FreezeContext;
import dev.sluice.engine.jobgraph.Frozen;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.jobgraph.FrozenPlaybook;
import dev.sluice.engine.jobgraph.FrozenSecret;
import dev.sluice.engine.jobgraph.JobGraphFreezer;
import dev.sluice.engine.playbook.Catalogue;
import dev.sluice.engine.playbook.Inventory;
import dev.sluice.engine.playbook.PlaybookFiles;
import dev.sluice.engine.playbook.PlaybookLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `job-defs/demo` as a whole: both ways of "Container Images" to use the jobs, in each pipeline, without an error.
final class JobDefsTest {
    private static final Path DEMO = Path.of("..", "job-defs", "demo");
    private static final String HOST = "review.example.com";
    private static final RegistryAccess REGISTRIES =
            new RegistryAccess(TrustedCas.none(), Patience.usual(), Clock.systemUTC(), new ImageCopier(1));
    private static final List<NativeRole> ROLES = List.of(
            new EnsureDocker("ensure-docker"),
            new UseBuildsetRegistry(HubMirror.none(), REGISTRIES, Thread::sleep),
            BuildImages.docker(HubMirror.none(), REGISTRIES),
            UploadImages.docker(HubMirror.none(), REGISTRIES),
            PromoteImages.docker(HubMirror.none(), REGISTRIES, (project, branch, later, earlier) -> false),
            new PullFromIntermediateRegistry(REGISTRIES),
            new PushToIntermediateRegistry(REGISTRIES),
            new VerifySpeculativeImages(new SpeculativeImages(REGISTRIES)));

    private final Map<String, Map<String, Map<String, String>>> repositories = new LinkedHashMap<>();
    private final LoadedLayout loaded = load();

    private LoadedLayout load() {
        for (String project : List.of("config", "app", "site", "deploy")) {
            repositories.put(project, Map.of("master", texts(DEMO.resolve(project))));
        }
        Connections connections = Connections.gerrit("gerrit", HOST);
        Parsed<List<TenantDefinition>> tenants =
                TenantFile.parse("main.yaml", read(DEMO.resolve("main.yaml")), connections);
        assertThat(tenants.problems()).isEmpty();
        return new LayoutLoader(new ParsedFiles(connections), SecretProbe.TRUSTING)
                .load(tenants.value().getFirst(), new MapConfigSource(repositories));
    }

    private static Map<String, String> texts(Path root) {
        Map<String, String> texts = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(Files::isRegularFile)
                    .sorted()
                    .forEach(file -> texts.put(root.relativize(file).toString(), read(file)));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
        return texts;
    }

    /// With what a site fills in.
    private static String read(Path file) {
        try {
            return Files.readString(file)
                    .replace("@INTERMEDIATE_HOST@", "registry.example.org")
                    .replace("@INTERMEDIATE_PORT@", "5000")
                    .replaceAll("@(INTERMEDIATE|FINAL)_PASSWORD@", "secret");
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static Change change(String project) {
        return new Change(
                new Project("gerrit", HOST, project),
                "master",
                1,
                1,
                "refs/changes/01/1/1",
                "%040x".formatted(1),
                List.of(),
                "https://" + HOST + "/1",
                "A change\n",
                "someone",
                "",
                ChangeStatus.NEW,
                false,
                true,
                List.of(),
                List.of("README.md"),
                List.of(),
                List.of(),
                List.of());
    }

    private List<String> frozen(String project, String pipeline) {
        Frozen frozen = JobGraphFreezer.freeze(loaded.layout(), pipeline, change(project), FreezeContext.NONE);
        assertThat(frozen.problems()).isEmpty();
        frozen.jobs().forEach(this::checkPlaybooks);
        return frozen.jobs().stream().map(FrozenJob::name).toList();
    }

    private void checkPlaybooks(FrozenJob job) {
        List<String> names = Stream.concat(
                        ROLES.stream().map(NativeRole::name), Stream.of("run-buildset-registry", "prepare-workspace"))
                .toList();
        PlaybookLoader loader = new PlaybookLoader(new Catalogue(names));
        Map<String, String> config =
                repositories.getOrDefault("config", Map.of()).getOrDefault("master", Map.of());
        PlaybookFiles files = new PlaybookFiles() {
            @Override
            public Optional<String> find(String path) {
                return Optional.ofNullable(config.get(path));
            }

            @Override
            public Optional<RoleFiles> role(String name) {
                return Optional.empty();
            }
        };
        for (FrozenPlaybook playbook : Stream.of(job.preRun(), job.run(), job.postRun())
                .flatMap(List::stream)
                .toList()) {
            String text = files.find(playbook.path()).orElseThrow();
            assertThat(loader.load(playbook.path(), text, files, playbook.trusted(), Inventory.of(job.nodeset()))
                            .problems())
                    .as("%s of %s", playbook.path(), job.name())
                    .isEmpty();
        }
    }

    @Test
    void theConfigurationLoadsWithoutAProblem() {
        assertThat(loaded.problems()).isEmpty();
    }

    @Test
    void aRepositoryWithProducersAndConsumersFreezesInEachPipeline() {
        assertThat(frozen("app", "check"))
                .containsExactly("yoursite-buildset-registry", "app-build-image", "app-test-image");
        assertThat(frozen("app", "gate"))
                .containsExactly("yoursite-buildset-registry", "app-upload-image", "app-test-image");
        assertThat(frozen("app", "promote")).containsExactly("app-promote-image");
    }

    @Test
    void aRepositoryOnTopOfTheOthersFreezesInEachPipeline() {
        assertThat(frozen("deploy", "check"))
                .containsExactly("yoursite-buildset-registry", "deploy-build-image", "deploy-test-image");
        assertThat(frozen("deploy", "gate"))
                .containsExactly("yoursite-buildset-registry", "deploy-upload-image", "deploy-test-image");
        assertThat(frozen("deploy", "promote")).containsExactly("deploy-promote-image");
    }

    @Test
    void aRepositoryWithOnlyProducersFreezesInEachPipeline() {
        assertThat(frozen("site", "check")).containsExactly("site-build-image");
        assertThat(frozen("site", "gate")).containsExactly("site-upload-image");
        assertThat(frozen("site", "promote")).containsExactly("site-promote-image");
    }

    @Test
    void theUploadRunsBeforeImagesAreHandedOnAndTheBuildDoesNotPause() {
        Frozen frozen = JobGraphFreezer.freeze(loaded.layout(), "gate", change("site"), FreezeContext.NONE);

        FrozenJob upload = frozen.jobs().getFirst();
        assertThat(upload.postRun())
                .extracting(FrozenPlaybook::path)
                .containsExactly("playbooks/docker-image/upload.yaml", "playbooks/buildset-registry/post.yaml");
        assertThat(upload.run()).extracting(FrozenPlaybook::path).containsExactly("playbooks/docker-image/run.yaml");
    }

    @Test
    void theCredentialsOfRegistriesReachTheJobsThatNeedThemAndNoOthers() {
        Frozen check = JobGraphFreezer.freeze(loaded.layout(), "check", change("app"), FreezeContext.NONE);
        Frozen promote = JobGraphFreezer.freeze(loaded.layout(), "promote", change("app"), FreezeContext.NONE);

        assertThat(secrets(check, "app-test-image")).isEmpty();
        assertThat(secrets(check, "app-build-image")).containsOnly("intermediate_registry");
        assertThat(secrets(promote, "app-promote-image")).containsOnly("docker_credentials");
    }

    private static List<String> secrets(Frozen frozen, String job) {
        return frozen.jobs().stream()
                .filter(one -> one.name().equals(job))
                .flatMap(
                        one -> Stream.of(one.preRun(), one.run(), one.postRun()).flatMap(List::stream))
                .flatMap(playbook -> playbook.secrets().stream())
                .map(FrozenSecret::alias)
                .distinct()
                .toList();
    }
}
