package dev.sluice.activities.role;

import dev.sluice.activities.contract.NativeRole;
import dev.sluice.activities.contract.RoleContext;
import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.registry.CopyReport;
import dev.sluice.activities.registry.ImageCopier.Image;
import dev.sluice.activities.registry.RegistryClient;
import dev.sluice.activities.registry.RegistryRefusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `pull-from-intermediate-registry` (1.9): brings the images of changes ahead into the buildset registry.
///
/// Artifacts are listed from the furthest change ahead to the nearest, and for one image the nearest counts: so of
/// several for the same image only the last is copied, and all copies may then run side by side.
public final class PullFromIntermediateRegistry implements NativeRole {
    private final RegistryAccess registries;

    public PullFromIntermediateRegistry(RegistryAccess registries) {
        this.registries = registries;
    }

    @Override
    public String name() {
        return "pull-from-intermediate-registry";
    }

    @Override
    public void run(RoleContext context) throws StepFailure, InterruptedException {
        ExecutorOnly.demand(context, name());
        Map<String, ImageArtifact> nearest = new LinkedHashMap<>();
        for (ImageArtifact artifact : ImageArtifact.given(context)) {
            nearest.put(artifact.image().toString(), artifact);
        }
        if (nearest.isEmpty()) {
            context.log("No change ahead has an image for this buildset");
            return;
        }
        BuildsetRegistry buildset = BuildsetRegistry.required(context, name());
        IntermediateRegistry intermediate = IntermediateRegistry.required(context);
        for (ImageArtifact artifact : nearest.values()) {
            // The credential, and this executor's place in the network, are for that one registry only: artifacts are
            // written by whoever pushes a change.
            if (!artifact.place().host().equals(intermediate.authority())) {
                throw new StepFailure("Artifact '" + artifact.name() + "' of " + artifact.provider() + " lies in '"
                        + artifact.place().host() + "', and only images in the intermediate registry '"
                        + intermediate.authority() + "' are taken. [ARTIFACT-002]");
            }
        }
        try (RegistryClient from = registries.connect(intermediate.endpoint());
                RegistryClient to = registries.connect(buildset.endpoint())) {
            List<SideBySide.Task> copies = new ArrayList<>();
            nearest.values().forEach(artifact -> copies.add(progress -> copy(context, artifact, from, to, progress)));
            SideBySide.run(copies, context::progress);
        }
    }

    private void copy(
            RoleContext context,
            ImageArtifact artifact,
            RegistryClient from,
            RegistryClient to,
            SideBySide.Progress progress)
            throws StepFailure, InterruptedException {
        Image source = new Image(from, artifact.place().path(), artifact.place().reference());
        Image target =
                new Image(to, artifact.image().registryPath(), artifact.image().reference());
        try {
            CopyReport report = registries.copier().copy(source, target, artifact.digest(), progress::say);
            context.log("Took '" + artifact.image() + "' of " + artifact.provider() + ": " + report.digest() + ", "
                    + report.bytes() + " bytes");
        } catch (RegistryRefusal.NotFound gone) {
            // To look again would not help: what is built anew has another name.
            throw new StepFailure(
                    "Image '" + artifact.image() + "' expired or was lost: the intermediate registry has no '"
                            + artifact.place() + "'. Run " + artifact.provider() + " again"
                            + artifact.build()
                                    .map(build -> ": 'sluice rerun " + build + "'")
                                    .orElse("")
                            + "; once it has succeeded, run this buildset again: 'sluice rerun " + context.buildset()
                            + "'. [ARTIFACT-004]");
        } catch (RegistryRefusal refusal) {
            throw new StepFailure("Image '" + artifact.image() + "' of " + artifact.provider() + ": "
                    + refusal.getMessage() + " [ARTIFACT-003]");
        }
    }
}
