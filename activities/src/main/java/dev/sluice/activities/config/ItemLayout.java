package dev.sluice.activities.config;

import dev.sluice.activities.config.Layouts.TenantLayout;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Items;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.load.ConfigUpdates;
import dev.sluice.engine.config.load.LoadedLayout;
import dev.sluice.engine.config.load.SpeculativeLayout;
import dev.sluice.engine.config.load.SpeculativeRequest;
import dev.sluice.engine.jobgraph.FreezeContext;
import dev.sluice.engine.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/// The layout that an item sees (A71–A76, A79).
///
/// @param layout the one to freeze with
/// @param ahead layout of the item ahead; present when the item itself updates configuration
/// @param blocking errors that make the item a CONFIG_ERROR; then the layouts mean nothing
/// @param warnings shown without blocking
record ItemLayout(Layout layout, Optional<Layout> ahead, List<Problem> blocking, List<Problem> warnings) {

    /// @param own what the item is about; the changes of a cycle see the configuration of all of them
    /// @param merged commits of all project-branches that the first subjects touch, the own ones last: by how many
    static ItemLayout of(
            Layouts layouts,
            TenantLayout tenant,
            List<Subject> ahead,
            List<Subject> own,
            IntFunction<Map<ProjectBranch, String>> merged) {
        var walk = new Walk(layouts, tenant, merged);
        int passed = 0;
        for (List<Subject> item : Items.of(ahead)) {
            if (walk.updates(item)) {
                walk.pass(ahead.subList(0, passed), item);
            }
            passed += item.size();
        }
        return walk.arrive(ahead, own);
    }

    FreezeContext context(List<String> branchesContaining) {
        return new FreezeContext(ahead, branchesContaining);
    }

    /// From the head of the queue to the item: each that updates configuration makes the layout of those behind it.
    private static final class Walk {
        private final Layouts layouts;
        private final TenantLayout tenant;
        private final IntFunction<Map<ProjectBranch, String>> merged;
        private final List<Problem> problems = new ArrayList<>();
        private Layout layout;
        private boolean invalid;

        Walk(Layouts layouts, TenantLayout tenant, IntFunction<Map<ProjectBranch, String>> merged) {
            this.layouts = layouts;
            this.tenant = tenant;
            this.merged = merged;
            this.layout = tenant.loaded().layout();
        }

        boolean updates(List<Subject> item) {
            return changes(item).stream()
                    .anyMatch(change ->
                            ConfigUpdates.updatesConfig(tenant.loaded().layout().tenant(), change));
        }

        void pass(List<Subject> ahead, List<Subject> item) {
            switch (decide(ahead, item)) {
                case SpeculativeLayout.Use(LoadedLayout loaded, List<Problem> _) -> {
                    layout = loaded.layout();
                    problems.addAll(loaded.problems());
                }
                case SpeculativeLayout.UseStatic _ -> {}
                case SpeculativeLayout.Blocked _ -> invalid = true;
            }
        }

        ItemLayout arrive(List<Subject> ahead, List<Subject> own) {
            if (!updates(own) && !invalid) {
                return new ItemLayout(layout, Optional.empty(), List.of(), List.of());
            }
            Optional<Layout> before = Optional.of(layout);
            return switch (decide(ahead, own)) {
                case SpeculativeLayout.Use(LoadedLayout loaded, List<Problem> warnings) ->
                    new ItemLayout(loaded.layout(), before, List.of(), warnings);
                case SpeculativeLayout.UseStatic(List<Problem> warnings) ->
                    new ItemLayout(layout, before, List.of(), warnings);
                case SpeculativeLayout.Blocked(List<Problem> errors, List<Problem> warnings) ->
                    new ItemLayout(layout, before, errors, warnings);
            };
        }

        private SpeculativeLayout decide(List<Subject> ahead, List<Subject> own) {
            Map<ProjectBranch, String> commits = invalid ? Map.of() : merged.apply(ahead.size() + own.size());
            return layouts.speculative(
                    tenant,
                    commits,
                    (tips, future) -> new SpeculativeRequest(
                            tenant.loaded(),
                            tips,
                            future,
                            changes(own),
                            changes(ahead),
                            List.copyOf(problems),
                            invalid));
        }

        private static List<Change> changes(List<Subject> subjects) {
            return subjects.stream()
                    .filter(Change.class::isInstance)
                    .map(Change.class::cast)
                    .toList();
        }
    }
}
