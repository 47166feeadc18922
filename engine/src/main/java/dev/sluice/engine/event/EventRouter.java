package dev.sluice.engine.event;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.GerritRequirement;
import dev.sluice.engine.config.Pipeline;
import dev.sluice.engine.config.ReporterAction;
import dev.sluice.engine.config.Trigger;
import dev.sluice.engine.event.Routing.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Matches events against the pipelines of a tenant (F1 to F4, F11, F15).
///
/// The subject is as its source describes it now, not as it was when the event happened (F1).
public final class EventRouter {
    private EventRouter() {}

    /// What the event means, for each pipeline at least one decision, in the order given.
    ///
    /// @param pipelines in configuration order
    /// @param nowEpochSecond the time that ages of votes are measured against (F94)
    public static List<Routing> route(
            List<Pipeline> pipelines, TriggerEvent event, Subject subject, long nowEpochSecond) {
        List<Routing> routings = new ArrayList<>();
        for (Pipeline pipeline : pipelines) {
            if (subject instanceof Change) {
                removal(pipeline, event).ifPresent(decision -> routings.add(new Routing(pipeline.name(), decision)));
            }
            routings.add(new Routing(pipeline.name(), admission(pipeline, event, subject, nowEpochSecond)));
        }
        return List.copyOf(routings);
    }

    /// Why the pipeline does not take the subject, whatever the event; nothing when it does. Changes that are put ahead
    /// for the sake of another must pass as well (F36); an operator's command need not (F80).
    public static Optional<String> refusal(Pipeline pipeline, Subject subject, long nowEpochSecond) {
        if (!pipeline.allowOtherConnections()
                && !knows(pipeline, subject.project().connection())) {
            return Optional.of("the pipeline does not take changes of connection '"
                    + subject.project().connection() + "'");
        }
        return ChangeConditions.refusal(pipeline.require(), pipeline.reject(), subject, nowEpochSecond);
    }

    private static Optional<Decision> removal(Pipeline pipeline, TriggerEvent event) {
        return switch (event.type()) {
            case "patchset-created" ->
                pipeline.dequeueOnNewPatchset() ? Optional.of(new Decision.NewPatchset()) : Optional.empty();
            case "change-abandoned" -> Optional.of(new Decision.Abandoned());
            default -> Optional.empty();
        };
    }

    private static Decision admission(Pipeline pipeline, TriggerEvent event, Subject subject, long nowEpochSecond) {
        List<String> reasons = new ArrayList<>();
        for (Trigger trigger : pipeline.triggers()) {
            Optional<String> mismatch = TriggerMatch.mismatch(trigger, event, subject, nowEpochSecond);
            if (mismatch.isEmpty()) {
                return refusal(pipeline, subject, nowEpochSecond)
                        .<Decision>map(Decision.Ignored::new)
                        .orElseGet(Decision.Enqueue::new);
            }
            if (!reasons.contains(mismatch.get())) {
                reasons.add(mismatch.get());
            }
        }
        return new Decision.Ignored(reasons.isEmpty() ? "the pipeline has no triggers" : String.join("; ", reasons));
    }

    private static boolean knows(Pipeline pipeline, String connection) {
        Stream<String> triggers = pipeline.triggers().stream().map(Trigger::connection);
        Stream<String> reporters =
                pipeline.reporters().values().stream().flatMap(List::stream).map(ReporterAction::connection);
        Stream<String> conditions = Stream.concat(pipeline.require().stream(), pipeline.reject().stream())
                .map(GerritRequirement::connection);
        return Stream.concat(Stream.concat(triggers, reporters), conditions).anyMatch(connection::equals);
    }
}
