package dev.sluice.engine.config;

import dev.sluice.engine.queue.PipelineRules;
import dev.sluice.engine.queue.WindowRules;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// A pipeline as its config project defines it (A20).
///
/// @param precedence `normal`, `low` or `high`
/// @param reporters per action (`enqueue`, `start`, `success`, `failure`, `merge-conflict`, `config-error`, `no-jobs`,
///     `dequeue`, `disabled`); the fall-back of `merge-conflict` and `config-error` to `failure` is already applied
/// @param messages per action: the template, defaults applied
public record Pipeline(
        String name,
        Manager manager,
        String description,
        boolean postReview,
        String precedence,
        boolean allowOtherConnections,
        List<String> supercedes,
        boolean ignoreDependencies,
        boolean dequeueOnNewPatchset,
        List<Trigger> triggers,
        List<GerritRequirement> require,
        List<GerritRequirement> reject,
        Map<String, List<ReporterAction>> reporters,
        Map<String, String> messages,
        String footer,
        OptionalInt disableAfterConsecutiveFailures,
        Window window,
        Optional<Source> source) {

    /// Every action that may have reporters, in the order in which an item meets them.
    public static final List<String> ACTIONS = List.of(
            "enqueue",
            "start",
            "success",
            "failure",
            "merge-conflict",
            "config-error",
            "no-jobs",
            "dequeue",
            "disabled");

    /// The part that the queue planner needs.
    ///
    /// @param all pipelines of the tenant
    public PipelineRules rules(TenantDefinition tenant, Collection<Pipeline> all) {
        Map<String, List<PipelineRules.Reporter>> actions = new LinkedHashMap<>();
        reporters.forEach((action, list) ->
                actions.put(action, list.stream().map(Pipeline::reporter).toList()));
        return new PipelineRules(
                tenant.name(),
                name,
                manager.word(),
                postReview,
                dequeueOnNewPatchset,
                ignoreDependencies,
                Collections.unmodifiableMap(actions),
                messages,
                footer,
                new WindowRules(
                        window.size(),
                        window.floor(),
                        window.ceiling().orElse(0),
                        window.increaseExponential(),
                        window.increaseFactor(),
                        window.decreaseExponential(),
                        window.decreaseFactor()),
                supercedes,
                disableAfterConsecutiveFailures.orElse(0),
                boxed(tenant.maxDependencies()),
                boxed(tenant.maxChangesPerPipeline()),
                all.stream()
                        .flatMap(pipeline -> pipeline.triggers().stream())
                        .flatMap(trigger -> trigger instanceof ZuulTrigger zuul ? zuul.events().stream() : Stream.of())
                        .distinct()
                        .toList(),
                precedence);
    }

    private static Optional<Integer> boxed(OptionalInt number) {
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }

    private static PipelineRules.Reporter reporter(ReporterAction action) {
        Map<String, Integer> votes = new LinkedHashMap<>();
        action.votes().forEach(vote -> votes.put(vote.label(), vote.value()));
        return new PipelineRules.Reporter(
                action.connection(),
                Collections.unmodifiableMap(votes),
                action.comment(),
                action.submit(),
                action.mail(),
                action.notifyWhom());
    }
}
