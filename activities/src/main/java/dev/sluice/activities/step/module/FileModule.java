package dev.sluice.activities.step.module;

import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.step.jinja.TemplateFailure;
import java.util.LinkedHashMap;
import java.util.Map;

/// `file`: directories, links, modes, and their removal.
final class FileModule implements Module {
    private static final String SCRIPT = """
            set -e
            changed=0
            exists() { [ -e "$P" ] || [ -L "$P" ]; }
            case $STATE in
              directory) [ -d "$P" ] || { mkdir -p -- "$P"; changed=1; } ;;
              absent) if exists; then rm -rf -- "$P"; changed=1; fi ;;
              touch) touch -- "$P"; changed=1 ;;
              file) exists || { echo "'$P' is not there" >&2; exit 4; } ;;
              link)
                if [ "$(readlink -- "$P" || true)" != "$SRC" ]; then
                  if exists && [ ! -L "$P" ] && [ "$FORCE" != 1 ]; then
                    echo "'$P' is there and no link" >&2; exit 5
                  fi
                  [ ! -L "$P" ] || rm -f -- "$P"
                  ln -sfn -- "$SRC" "$P"; changed=1
                fi ;;
            esac
            if [ "$STATE" != absent ] && [ "$STATE" != link ]; then
              recursive=
              [ "$RECURSE" != 1 ] || recursive=-R
              before=$(stat -c '%a %U %G' -- "$P")
              [ -z "$MODE" ] || chmod $recursive "$MODE" "$P"
              [ -z "$OWNER$GROUP" ] || chown $recursive "$OWNER${GROUP:+:$GROUP}" "$P"
              [ "$before" = "$(stat -c '%a %U %G' -- "$P")" ] || changed=1
            fi
            echo "changed=$changed"
            """;

    @Override
    public Result run(ModuleCall call) throws StepFailure, TemplateFailure, InterruptedException {
        String path = call.target().path(call.required("path"));
        String state = call.text("state").orElse("file");
        if (state.equals("absent") && path.replace("/", "").isEmpty()) {
            throw new StepFailure("'file' does not remove '/'");
        }
        return apply(call, path, state);
    }

    /// Brings a path into a state, with the mode and owner that the task asks for.
    static Result apply(ModuleCall call, String path, String state)
            throws TemplateFailure, StepFailure, InterruptedException {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("P", path);
        variables.put("STATE", state);
        variables.put("SRC", state.equals("link") ? call.required("src") : "");
        variables.put("MODE", Modes.text(call).orElse(""));
        variables.put("OWNER", call.text("owner").orElse(""));
        variables.put("GROUP", call.text("group").orElse(""));
        variables.put("FORCE", call.flag("force", false) ? "1" : "0");
        variables.put("RECURSE", call.flag("recurse", false) ? "1" : "0");
        Scripts.Answer answer = Scripts.run(call, SCRIPT, variables);
        if (answer.code() != 0) {
            throw new StepFailure("'" + path + "' cannot be made '" + state + "': " + answer.complaint());
        }
        return Result.changed(answer.value("changed").equals("1"))
                .with("path", path)
                .with("state", state);
    }
}
