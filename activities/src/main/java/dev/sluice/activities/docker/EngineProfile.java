package dev.sluice.activities.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import dev.sluice.activities.docker.EngineSettings.Privilege;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// How an engine inside a container must be started on this host: tried once, then remembered.
final class EngineProfile {
    /// What an engine needs where `--privileged` is refused, such as on a host that itself lacks a capability.
    private static final Capability[] ENOUGH = {
        Capability.SYS_ADMIN,
        Capability.NET_ADMIN,
        Capability.SYS_PTRACE,
        Capability.DAC_READ_SEARCH,
        Capability.LINUX_IMMUTABLE,
        Capability.IPC_LOCK,
        Capability.SYS_NICE,
        Capability.SYSLOG
    };

    /// Stands for a build, so that the janitor knows a forgotten probe as dead.
    private static final String PROBE = "probe";

    private static final String CGROUPS = "/sys/fs/cgroup";

    private final EngineClient engine;
    private final Images images;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Boolean privileged;
    private @Nullable Boolean cgroupV1;

    EngineProfile(EngineClient engine, Images images) {
        this.engine = engine;
        this.images = images;
    }

    /// The host configuration that lets `image` run an engine.
    HostConfig forEngine(String image) throws InterruptedException {
        lock.lock();
        try {
            var config = HostConfig.newHostConfig();
            if (isPrivileged(image)) {
                return config.withPrivileged(true);
            }
            config.withCapAdd(ENOUGH).withSecurityOpts(List.of("seccomp=unconfined", "apparmor=unconfined"));
            return isCgroupV1() ? config.withBinds(Bind.parse(CGROUPS + ":" + CGROUPS + ":rw")) : config;
        } finally {
            lock.unlock();
        }
    }

    private boolean isPrivileged(String image) throws InterruptedException {
        Privilege wish = engine.settings().privileged();
        if (wish != Privilege.AUTO) {
            return wish == Privilege.ALWAYS;
        }
        Boolean known = privileged;
        if (known == null) {
            known = tryPrivileged(image);
            privileged = known;
        }
        return known;
    }

    private boolean isCgroupV1() {
        Boolean known = cgroupV1;
        if (known == null) {
            // Engines before 20.10 know only version 1 and say nothing.
            known = !"2".equals(engine.calls().infoCmd().exec().getCGroupVersion());
            cgroupV1 = known;
        }
        return known;
    }

    /// A refusal shows only when the container starts.
    private boolean tryPrivileged(String image) throws InterruptedException {
        String probe = images.create(
                image,
                () -> engine.calls()
                        .createContainerCmd(image)
                        .withLabels(ResourceLabels.ofBuild(engine.settings().instance(), PROBE))
                        .withEntrypoint("true")
                        .withHostConfig(
                                HostConfig.newHostConfig().withPrivileged(true).withNetworkMode("none")));
        try {
            engine.calls().startContainerCmd(probe).exec();
            return true;
        } catch (DockerException e) {
            if (EngineFailures.said(e).contains("not permitted")) {
                return false;
            }
            throw e;
        } finally {
            removeProbe(probe);
        }
    }

    private void removeProbe(String probe) {
        try {
            engine.calls()
                    .removeContainerCmd(probe)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException e) {
            // A janitor of this instance may have taken it.
        }
    }
}
