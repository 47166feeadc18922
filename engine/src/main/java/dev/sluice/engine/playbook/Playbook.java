package dev.sluice.engine.playbook;

import dev.sluice.engine.problem.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A playbook with the bodies of its steps: what the executor needs beside the [PlaybookOutline].
///
/// Everything that a step inherits from plays, blocks, includes and roles is written out in it. Values are JSON values
/// as the author wrote them, templates and all.
public record Playbook(String path, List<Play> plays) {

    public Step step(int play, String id) {
        Step step = plays.get(play).steps().get(id);
        if (step == null) {
            throw new IllegalArgumentException(path + ": play " + play + " has no step '" + id + "'");
        }
        return step;
    }

    /// @param environment `environment` of the play, as written
    /// @param steps by id; blocks are not among them
    public record Play(
            String name,
            List<String> hosts,
            Map<String, Object> vars,
            List<Object> environment,
            Map<String, Step> steps) {}

    /// A task, a native role, or an include.
    ///
    /// @param conditions `when` of the enclosing blocks and static imports, then its own
    /// @param vars `vars` of enclosing blocks and includes, then its own: later ones win
    /// @param roles enclosing roles as data, outermost first
    /// @param includes ids of the enclosing includes, outermost first
    /// @param directory where it was read: directory of the file, from the root of its repository or role
    public record Step(
            String id,
            String name,
            Place place,
            Work work,
            List<Object> conditions,
            List<Map<String, Object>> vars,
            List<Object> environment,
            List<RoleScope> roles,
            List<String> includes,
            Optional<Loop> loop,
            Outcome outcome,
            Optional<String> register,
            Optional<String> delegateTo,
            boolean runOnce,
            boolean noLog,
            String directory) {}

    /// What a step does.
    public sealed interface Work {
        /// @param arguments by the names of the [Catalogue]; a free-form command is under `_raw`
        record Module(String module, Map<String, Object> arguments) implements Work {}

        record Role(String role) implements Work {}

        /// Decides whether and how often the body runs.
        record Include() implements Work {}
    }

    /// @param items a list, or a template of one
    /// @param indexVariable empty for none
    public record Loop(Object items, String variable, String indexVariable, Object label, Object pauseSeconds) {}

    /// How a result is judged. Absent conditions leave the module's own verdict.
    ///
    /// @param until conditions; empty for no retries
    public record Outcome(
            Optional<List<Object>> failedWhen,
            Optional<List<Object>> changedWhen,
            Object ignoreErrors,
            List<Object> until,
            Object retries,
            Object delaySeconds) {}

    /// A role as data around a step.
    ///
    /// @param parameters given with the role in a play's `roles`
    public record RoleScope(
            String name, Map<String, Object> defaults, Map<String, Object> vars, Map<String, Object> parameters) {}
}
