package dev.sluice.engine.config.load;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.TenantDefinition;
import dev.sluice.engine.problem.Place;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Severity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/// Parses an item's configuration twice and decides: with the changes of config projects, to find their errors; and
/// without them, to run it (A72–A76).
final class Speculation {
    private final LayoutLoader loader;
    private final TenantDefinition tenant;
    private final SpeculativeRequest request;

    Speculation(LayoutLoader loader, TenantDefinition tenant, SpeculativeRequest request) {
        this.loader = loader;
        this.tenant = tenant;
        this.request = request;
    }

    SpeculativeLayout decide() {
        if (request.aheadInvalid()) {
            return blocked(
                    ConfigCode.DEPENDS_ON_INVALID,
                    "This change depends on a change with an invalid configuration.",
                    "Mend the change ahead of it first.");
        }
        List<Change> all =
                Stream.concat(request.ahead().stream(), request.own().stream()).toList();
        List<Change> updating = all.stream()
                .filter(change -> ConfigUpdates.updatesConfig(tenant, change))
                .toList();
        boolean trustedUpdates = updating.stream().anyMatch(change -> ConfigUpdates.updatesTrusted(tenant, change));
        boolean untrustedUpdates = updating.stream().anyMatch(change -> !ConfigUpdates.updatesTrusted(tenant, change));
        BiPredicate<Project, String> touched = (project, branch) -> all.stream()
                .anyMatch(change ->
                        change.project().equals(project) && change.branch().equals(branch));
        Optional<LoadedLayout> full = trustedUpdates
                ? Optional.of(loader.load(tenant, request.merged(), request.merged(), touched))
                : Optional.empty();
        Optional<LoadedLayout> usable = untrustedUpdates
                ? Optional.of(loader.load(tenant, request.tips(), request.merged(), touched))
                : Optional.empty();
        return decide(full, usable);
    }

    /// The table of A73.
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    private SpeculativeLayout decide(Optional<LoadedLayout> full, Optional<LoadedLayout> usable) {
        boolean fullBad = full.map(LoadedLayout::hasErrors).orElse(false);
        boolean usableBad = usable.map(LoadedLayout::hasErrors).orElse(false);
        if (full.isPresent()
                && !fullBad
                && usableBad
                && !relevant(usable.get(), Severity.ERROR).isEmpty()) {
            return blocked(
                    ConfigCode.DEPENDS_ON_CONFIG_PROJECT,
                    "This change depends on a change to a config project.",
                    "Changes to config projects take effect only after they merged; merge that one first, then recheck.");
        }
        LoadedLayout tested = usableBad
                ? usable.get()
                : full.filter(_ -> fullBad).or(() -> usable).or(() -> full).orElse(request.base());
        List<Problem> errors = relevant(tested, Severity.ERROR);
        List<Problem> warnings = relevant(tested, Severity.WARNING);
        if (!errors.isEmpty()) {
            return new SpeculativeLayout.Blocked(errors, warnings);
        }
        return usable.<SpeculativeLayout>map(loaded -> new SpeculativeLayout.Use(effective(loaded), warnings))
                .orElseGet(() -> new SpeculativeLayout.UseStatic(warnings));
    }

    private static SpeculativeLayout blocked(ConfigCode code, String message, String hint) {
        var nowhere = new Place("", "", "", 0, 0, 0, 0);
        var problem = new Problem(code.code(), code.severity(), code.kind(), nowhere, "", message, hint);
        return new SpeculativeLayout.Blocked(List.of(problem), List.of());
    }

    /// Problems that count: new ones, and all of the project-branches that the item itself changes (A74).
    private List<Problem> relevant(LoadedLayout loaded, Severity severity) {
        Set<List<Object>> known = new LinkedHashSet<>();
        request.base().problems().forEach(problem -> known.add(key(problem)));
        request.problemsAhead().forEach(problem -> known.add(key(problem)));
        return loaded.problems().stream()
                .filter(problem -> problem.severity() == severity)
                .filter(problem -> !known.contains(key(problem)) || inChangedBranch(problem))
                .toList();
    }

    private static List<Object> key(Problem problem) {
        return List.of(problem.where(), problem.message());
    }

    private boolean inChangedBranch(Problem problem) {
        return request.own().stream()
                .anyMatch(change ->
                        change.project().canonicalName().equals(problem.where().project())
                                && change.branch().equals(problem.where().branch()));
    }

    /// Pipelines, semaphores and queues change only by merging (A76).
    private LoadedLayout effective(LoadedLayout loaded) {
        Layout base = request.base().layout();
        Layout layout = loaded.layout();
        return new LoadedLayout(
                new Layout(
                        tenant,
                        base.pipelines(),
                        layout.jobs(),
                        layout.nodesets(),
                        layout.labels(),
                        layout.secrets(),
                        base.semaphores(),
                        base.queues(),
                        layout.templates(),
                        layout.projects(),
                        layout.branches()),
                loaded.problems());
    }
}
