package dev.sluice.engine.jobgraph;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.JobExecution;
import dev.sluice.engine.config.JobVariant;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.PlaybookUse;
import dev.sluice.engine.config.RoleUse;
import dev.sluice.engine.config.Secret;
import dev.sluice.engine.config.SecretUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The playbooks of a job, so far: pre-run grows at its end, post-run at its front, run is replaced; each keeps the
/// roles and secrets of the stanza that brought it (section 2.3, B40, B41).
///
/// @param exposed whether a secret was passed to a playbook of an untrusted project
record Playbooks(
        List<FrozenPlaybook> preRun,
        List<FrozenPlaybook> run,
        List<FrozenPlaybook> postRun,
        List<FrozenRole> roles,
        boolean exposed) {
    static final Playbooks NONE = new Playbooks(List.of(), List.of(), List.of(), List.of(), false);

    /// @param listed whether the variant is an entry of a pipeline, whose repository offers no roles by itself
    Playbooks with(JobVariant variant, boolean listed, int level, Layout layout, FreezeLog log) {
        JobExecution execution = variant.execution();
        List<FrozenRole> known = addRoles(ownRoles(variant, listed, layout));
        List<FrozenSecret> secrets = new ArrayList<>();
        List<FrozenSecret> passed = new ArrayList<>();
        for (SecretUse use : execution.secretsInUse()) {
            secret(variant, use, layout, log).ifPresent(secret -> {
                secrets.add(secret);
                if (use.passToParent()) {
                    passed.add(secret);
                }
            });
        }
        boolean reachesUntrusted = !passed.isEmpty() && all().anyMatch(playbook -> !playbook.trusted());
        var maker = new Maker(variant, level, known, List.copyOf(secrets));
        Stream<FrozenPlaybook> own =
                Stream.concat(maker.make(execution.postRun()).stream(), maker.make(execution.cleanupRun()).stream());
        return new Playbooks(
                Stream.concat(pass(preRun, passed).stream(), maker.make(execution.preRun()).stream())
                        .toList(),
                execution.run().isPresent() ? maker.make(execution.run()) : pass(run, passed),
                Stream.concat(own, pass(postRun, passed).stream()).toList(),
                known,
                exposed || reachesUntrusted);
    }

    Stream<FrozenPlaybook> all() {
        return Stream.of(preRun, run, postRun).flatMap(List::stream);
    }

    private static List<FrozenPlaybook> pass(List<FrozenPlaybook> playbooks, List<FrozenSecret> passed) {
        return passed.isEmpty()
                ? playbooks
                : playbooks.stream().map(playbook -> pass(playbook, passed)).toList();
    }

    /// B41: not where the alias is taken.
    private static FrozenPlaybook pass(FrozenPlaybook playbook, List<FrozenSecret> passed) {
        List<FrozenSecret> secrets = new ArrayList<>(playbook.secrets());
        for (FrozenSecret secret : passed) {
            if (secrets.stream().noneMatch(known -> known.alias().equals(secret.alias()))) {
                secrets.add(secret);
            }
        }
        return playbook.withSecrets(List.copyOf(secrets));
    }

    private static Optional<FrozenSecret> secret(JobVariant variant, SecretUse use, Layout layout, FreezeLog log) {
        Secret secret = layout.secrets().get(use.secret());
        Project user = variant.source().project();
        if (secret == null || !secret.source().project().equals(user)) {
            log.report(
                    variant.source(),
                    ConfigCode.FREEZE_SECRET,
                    use.secret(),
                    "the secret '%s' of job '%s' is not defined in '%s'."
                            .formatted(use.secret(), variant.name(), user.name()),
                    "Define it there.");
            return Optional.empty();
        }
        Optional<FrozenToken> token = secret.token()
                .map(asked -> new FrozenToken(asked.lifeSeconds(layout.tenant()), asked.issuer(), asked.claims()));
        return Optional.of(
                new FrozenSecret(use.alias(), secret.name(), secret.source().project(), secret.data(), token));
    }

    private static List<FrozenRole> ownRoles(JobVariant variant, boolean listed, Layout layout) {
        List<FrozenRole> own = new ArrayList<>();
        if (!listed) {
            own.add(new FrozenRole(variant.source().project(), "", true));
        }
        for (RoleUse use : variant.execution().roles().orElse(List.of())) {
            layout.tenant()
                    .named(use.project())
                    .forEach(project -> own.add(new FrozenRole(project, use.name(), false)));
        }
        return own;
    }

    /// New roles go in front; an explicit one takes the place of the implicit one of the same project.
    private List<FrozenRole> addRoles(List<FrozenRole> more) {
        List<FrozenRole> known = new ArrayList<>(roles);
        List<FrozenRole> front = new ArrayList<>();
        for (FrozenRole role : more) {
            int same = -1;
            for (int i = 0; i < known.size(); i++) {
                same = sameRepository(known.get(i), role) ? i : same;
            }
            if (same >= 0 && known.get(same).implicit() && !role.implicit()) {
                known.set(same, role);
            } else if (same < 0 && front.stream().noneMatch(each -> sameRepository(each, role))) {
                front.add(role);
            }
        }
        front.addAll(known);
        return List.copyOf(front);
    }

    private static boolean sameRepository(FrozenRole one, FrozenRole other) {
        boolean sameName = one.name().equals(other.name()) || one.implicit() || other.implicit();
        return one.project().equals(other.project()) && sameName;
    }

    /// Makes playbooks of one stanza.
    private record Maker(JobVariant variant, int level, List<FrozenRole> roles, List<FrozenSecret> secrets) {
        @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
        List<FrozenPlaybook> make(Optional<List<PlaybookUse>> uses) {
            return uses.orElse(List.of()).stream().map(this::make).toList();
        }

        private FrozenPlaybook make(PlaybookUse use) {
            return new FrozenPlaybook(
                    variant.source().project(),
                    variant.source().branch(),
                    use.path(),
                    variant.source().trusted(),
                    level,
                    roles,
                    secrets,
                    use.semaphores(),
                    use.cleanup(),
                    use.resultIgnored());
        }
    }
}
