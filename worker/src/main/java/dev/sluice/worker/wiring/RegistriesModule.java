package dev.sluice.worker.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.sluice.activities.contract.MergeOrder;
import dev.sluice.activities.contract.NativeRole;
import dev.sluice.activities.contract.Sidecars;
import dev.sluice.activities.docker.EngineClient;
import dev.sluice.activities.registry.Credential;
import dev.sluice.activities.registry.ImageCopier;
import dev.sluice.activities.registry.Patience;
import dev.sluice.activities.registry.TrustedCas;
import dev.sluice.activities.registry.issuer.ServerIdentity;
import dev.sluice.activities.registry.issuer.TokenIssuer;
import dev.sluice.activities.registry.issuer.TokenServer;
import dev.sluice.activities.role.BuildImages;
import dev.sluice.activities.role.EnsureDocker;
import dev.sluice.activities.role.EnsureSkopeo;
import dev.sluice.activities.role.HubMirror;
import dev.sluice.activities.role.MirrorImages;
import dev.sluice.activities.role.PromoteImages;
import dev.sluice.activities.role.PullFromIntermediateRegistry;
import dev.sluice.activities.role.PushToIntermediateRegistry;
import dev.sluice.activities.role.RegistryAccess;
import dev.sluice.activities.role.RegistryImage;
import dev.sluice.activities.role.RemoveRegistryTag;
import dev.sluice.activities.role.RunBuildsetRegistry;
import dev.sluice.activities.role.SpeculativeImages;
import dev.sluice.activities.role.UploadImages;
import dev.sluice.activities.role.UseBuildsetRegistry;
import dev.sluice.activities.role.VerifySpeculativeImages;
import dev.sluice.activities.step.ExecutorSettings;
import dev.sluice.activities.step.PrepareWorkspace;
import dev.sluice.worker.settings.Settings;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Registries, the token service of buildset registries, and the container roles.
final class RegistriesModule extends AbstractModule {
    private static final int COPIES_AT_ONCE = 6;

    @Provides
    @Singleton
    static RegistryAccess registries(Settings settings) {
        TrustedCas trusted = new TrustedCas(
                settings.trustedCas().stream().map(SecretFiles::text).toList());
        return new RegistryAccess(trusted, Patience.usual(), Clock.systemUTC(), new ImageCopier(COPIES_AT_ONCE));
    }

    @Provides
    @Singleton
    static HubMirror hub(Settings settings) {
        return settings.docker().hub().map(RegistriesModule::mirror).orElseGet(HubMirror::none);
    }

    @Provides
    @Singleton
    static TokenIssuer issuer(Settings settings) {
        return new TokenIssuer(settings.stateDirectory().resolve("registries"), Clock.systemUTC());
    }

    @Provides
    @Singleton
    static TokenServer tokens(Settings settings, TokenIssuer issuer, EngineClient engine) {
        return TokenServer.start(
                issuer,
                ServerIdentity.keptIn(
                        settings.stateDirectory().resolve("token-server.json"),
                        engine.advertiseHost(),
                        settings.docker().tokenPort(),
                        Instant.now()));
    }

    @Provides
    @Singleton
    static List<NativeRole> roles(
            Settings settings,
            RegistryAccess registries,
            HubMirror hub,
            Sidecars sidecars,
            TokenIssuer issuer,
            TokenServer tokens,
            MergeOrder order,
            ExecutorSettings executor) {
        SpeculativeImages images = new SpeculativeImages(registries);
        return List.of(
                new PrepareWorkspace(executor),
                new EnsureDocker("ensure-docker"),
                new EnsureDocker("install-docker"),
                new RunBuildsetRegistry(
                        sidecars,
                        issuer,
                        tokens,
                        new RegistryImage(settings.docker().registryImage())),
                new UseBuildsetRegistry(hub, registries, Thread::sleep),
                BuildImages.docker(hub, registries),
                BuildImages.container(hub, registries),
                UploadImages.docker(hub, registries),
                UploadImages.container(hub, registries),
                PromoteImages.docker(hub, registries, order),
                PromoteImages.container(hub, registries, order),
                new MirrorImages(hub, registries),
                new RemoveRegistryTag(hub, registries),
                new EnsureSkopeo(),
                new PullFromIntermediateRegistry(registries),
                new PushToIntermediateRegistry(registries),
                new VerifySpeculativeImages(images));
    }

    private static HubMirror mirror(Settings.Hub hub) {
        return new HubMirror(
                Optional.of(hub.url()).map(URI::toString),
                hub.caFile().map(SecretFiles::text),
                () -> hub.passwordFile().map(file -> new Credential(hub.username(), SecretFiles.password(file))));
    }
}
