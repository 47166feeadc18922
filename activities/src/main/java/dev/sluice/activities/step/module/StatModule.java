package dev.sluice.activities.step.module;

import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.step.jinja.TemplateFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `stat`: facts of a path under `stat`.
final class StatModule implements Module {
    private static final String SCRIPT = """
            if [ ! -e "$P" ] && [ ! -L "$P" ]; then echo exists=0; exit 0; fi
            follow=
            if [ "$FOLLOW" = 1 ]; then follow=-L; [ -e "$P" ] || { echo exists=0; exit 0; }; fi
            echo exists=1
            stat $follow -c 'kind=%F
            size=%s
            mode=%a
            uid=%u
            gid=%g
            owner=%U
            group=%G
            mtime=%Y' -- "$P" || exit 1
            [ ! -L "$P" ] || echo "target=$(readlink -- "$P")"
            [ ! -x "$P" ] || echo executable=1
            if [ "$CHECKSUM" = 1 ] && [ -f "$P" ]; then echo "checksum=$(sha1sum <"$P" | cut -d' ' -f1)"; fi
            """;

    @Override
    public Result run(ModuleCall call) throws StepFailure, TemplateFailure, InterruptedException {
        String path = call.target().path(call.required("path"));
        boolean follow = call.flag("follow", false);
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("P", path);
        variables.put("FOLLOW", follow ? "1" : "0");
        variables.put("CHECKSUM", call.flag("get_checksum", true) ? "1" : "0");
        Scripts.Answer answer = Scripts.run(call, SCRIPT, variables);
        if (answer.code() != 0) {
            throw new StepFailure("'" + path + "' cannot be read: " + answer.complaint());
        }
        Map<String, @Nullable Object> stat = new LinkedHashMap<>();
        stat.put("exists", answer.value("exists").equals("1"));
        if (answer.value("exists").equals("1")) {
            String kind = answer.value("kind");
            stat.put("path", path);
            stat.put("isdir", kind.equals("directory"));
            stat.put("isreg", kind.startsWith("regular"));
            stat.put("islnk", kind.equals("symbolic link"));
            stat.put("size", number(answer.value("size")));
            stat.put("mode", "0".repeat(Math.max(0, 4 - answer.value("mode").length())) + answer.value("mode"));
            stat.put("uid", number(answer.value("uid")));
            stat.put("gid", number(answer.value("gid")));
            stat.put("pw_name", answer.value("owner"));
            stat.put("gr_name", answer.value("group"));
            stat.put("mtime", (double) number(answer.value("mtime")));
            stat.put("executable", answer.value("executable").equals("1"));
            putUnlessEmpty(stat, "lnk_target", answer.value("target"));
            putUnlessEmpty(stat, "checksum", answer.value("checksum"));
        }
        return Result.ok().with("stat", stat);
    }

    private static void putUnlessEmpty(Map<String, @Nullable Object> stat, String key, String value) {
        if (!value.isEmpty()) {
            stat.put(key, value);
        }
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }
}
