package dev.sluice.activities.role;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.NativeRole;
import dev.sluice.activities.contract.RoleContext;
import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.registry.Credential;
import dev.sluice.activities.registry.Patience;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// `use-buildset-registry` (1.8): the node's engine asks the buildset registry first, then the site's mirror, then
/// Docker Hub; and its clients may push to the registry.
public final class UseBuildsetRegistry implements NativeRole {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DAEMON = "/etc/docker/daemon.json";
    /// Remembers which mirror is ours, so that a later run can take it out again.
    private static final String MARK = "/etc/docker/sluice-buildset-registry";
    /// An image that no registry has: that it is said to be absent proves that the registry was asked.
    private static final String PROBE = "sluice/probe:absent";

    private static final Pattern ABSENT = Pattern.compile("(?i)manifest unknown|manifest for .* not found|: not found");
    private static final int LOOKS = 60;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    /// The engine re-reads its mirrors on this signal; running containers stay (3.3-3).
    private static final String RELOAD =
            "kill -HUP \"$(cat /var/run/docker.pid 2>/dev/null)\" 2>/dev/null || pkill -HUP -x dockerd";

    private final HubMirror hub;
    private final Patience.Pause pause;
    private final ForeignImages.Bringer foreign;

    public UseBuildsetRegistry(HubMirror hub, RegistryAccess registries, Patience.Pause pause) {
        this(hub, new ForeignImages(registries)::bring, pause);
    }

    UseBuildsetRegistry(HubMirror hub, ForeignImages.Bringer foreign, Patience.Pause pause) {
        this.hub = hub;
        this.pause = pause;
        this.foreign = foreign;
    }

    @Override
    public String name() {
        return "use-buildset-registry";
    }

    @Override
    public void run(RoleContext context) throws StepFailure, InterruptedException {
        BuildsetRegistry registry = BuildsetRegistry.required(context, name());
        if (context.onExecutor()) {
            throw new StepFailure(
                    "Role 'use-buildset-registry' cannot run on localhost, which is the executor. Run it on"
                            + " the job's nodes ('hosts: all'). [NODE-001]");
        }
        NodeEngine node = new NodeEngine(context);
        if (registry.isAddress()) {
            node.write("/etc/hosts", EngineFiles.hosts(node.read("/etc/hosts").orElse(""), registry.host()), 0644);
        }
        for (String authority : registry.authorities()) {
            node.write("/etc/docker/certs.d/" + authority + "/ca.crt", registry.cert(), 0644);
        }
        if (hub.url().isPresent() && hub.caPem().isPresent()) {
            String authority = hub.url().get().replaceFirst("^https?://", "").replaceAll("/.*$", "");
            node.write(
                    "/etc/docker/certs.d/" + authority + "/ca.crt", hub.caPem().get(), 0644);
        }
        String mirror = "https://" + registry.authority() + "/";
        Optional<String> stale = node.read(MARK).map(String::strip).filter(old -> !old.equals(mirror));
        node.write(DAEMON, EngineFiles.daemon(node.read(DAEMON), mirror, stale, hub.url()), 0644);
        node.write(MARK, mirror + "\n", 0644);
        logIn(node, registry);
        if (!node.facts().engine()) {
            context.log("This node has no engine of its own; the files are in place for one");
            return;
        }
        reload(node);
        awaitUse(context, node, registry, mirror);
        foreign.bring(context, node, registry, Map.of());
        context.log("The engine looks for images in the buildset registry " + registry.authority() + " first");
    }

    private static void logIn(NodeEngine node, BuildsetRegistry registry) throws StepFailure {
        String path = node.facts().home() + "/.docker/config.json";
        Map<String, Credential> credentials = new LinkedHashMap<>();
        registry.authorities().forEach(authority -> credentials.put(authority, registry.credential()));
        node.write(path, EngineFiles.client(node.read(path), credentials, path), 0600);
    }

    private static void reload(NodeEngine node) throws InterruptedException {
        NodeEngine.Output reloaded = node.ask("sh", "-c", RELOAD);
        if (!reloaded.succeeded()) {
            throw new InfrastructureFailure("The node's engine could not be told to use the buildset registry: "
                    + reloaded.complaint() + ". Its process was not found; run the step again.");
        }
    }

    /// Waits until the engine shows the mirror, and has proved that it reaches and trusts it. Both may take a
    /// moment: an engine remembers host names for some seconds. Without the proof a build right after this would
    /// quietly use published images.
    private void awaitUse(RoleContext context, NodeEngine node, BuildsetRegistry registry, String mirror)
            throws InterruptedException {
        String last = "";
        for (int look = 0; look < LOOKS; look++) {
            NodeEngine.Output told = node.ask("docker", "info", "--format", "{{json .RegistryConfig.Mirrors}}");
            if (!told.succeeded()) {
                last = "it does not answer: " + told.complaint();
            } else if (!first(told.text()).equals(Optional.of(mirror))) {
                last = "its mirrors are " + told.text()
                        + ". An engine that was started with '--registry-mirror' refuses" + " mirrors in " + DAEMON
                        + "; give them there instead";
            } else {
                NodeEngine.Output probe = node.ask("docker", "pull", registry.authority() + "/" + PROBE);
                if (ABSENT.matcher(probe.complaint()).find()) {
                    return;
                }
                last = "it cannot use it: " + probe.complaint();
            }
            context.progress("waiting for the engine to use the buildset registry");
            pause.sleep(BETWEEN_LOOKS);
        }
        throw new InfrastructureFailure("The node's engine does not use the buildset registry " + mirror
                + " after its configuration was read again: " + last + ".");
    }

    private static Optional<String> first(String mirrors) {
        try {
            return Optional.ofNullable(JSON.readTree(mirrors).path(0).asText(null));
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }
}
