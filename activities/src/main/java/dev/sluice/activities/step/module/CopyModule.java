package dev.sluice.activities.step.module;

import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.step.jinja.JsonText;
import dev.sluice.activities.step.jinja.TemplateFailure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// `copy` and `template`: a file's content, from the playbook or from beside it.
final class CopyModule implements Module {
    private static final String PROBE = """
            if [ -d "$P" ]; then echo kind=directory
            elif [ -e "$P" ]; then
              echo kind=file
              echo "mode=$(stat -L -c %a -- "$P")"
              echo "sum=$(sha256sum <"$P" | cut -d' ' -f1)"
            fi
            """;
    private static final String COPY_THERE = """
            if [ ! -e "$S" ]; then echo "'$S' is not there" >&2; exit 4; fi
            if [ -f "$S" ] && [ -f "$P" ] && cmp -s -- "$S" "$P"; then echo changed=0; exit 0; fi
            mkdir -p -- "$(dirname -- "$P")" && cp -R -- "$S" "$P" && echo changed=1
            """;

    private final boolean template;

    CopyModule(boolean template) {
        this.template = template;
    }

    @Override
    public Result run(ModuleCall call) throws StepFailure, TemplateFailure, InterruptedException {
        String destination = call.required("dest");
        String path = call.target().path(destination);
        if (!template && call.flag("remote_src", false)) {
            return there(call, path);
        }
        byte[] content = content(call);
        Scripts.Answer probe = Scripts.run(call, PROBE, variables("P", path));
        if (probe.value("kind").equals("directory") || destination.endsWith("/")) {
            path = path.replaceAll("/+$", "") + "/" + fileName(call);
            probe = Scripts.run(call, PROBE, variables("P", path));
        }
        boolean same = probe.value("sum").equals(sha256(content));
        boolean keep = probe.value("kind").equals("file") && !call.flag("force", true);
        if (!same && !keep) {
            int mode = Modes.bits(call)
                    .orElse(probe.value("mode").isEmpty() ? 0644 : Integer.parseInt(probe.value("mode"), 8));
            call.target().write(path, content, mode);
        }
        Result settled = FileModule.apply(call, path, "file");
        return settled.with("changed", settled.isChanged() || (!same && !keep))
                .with("dest", path)
                .with("checksum", sha256(content));
    }

    private byte[] content(ModuleCall call) throws StepFailure, TemplateFailure {
        Optional<Object> content = call.value("content");
        if (content.isPresent()) {
            String text = content.get() instanceof String plain ? plain : JsonText.nice(content.get());
            return text.getBytes(StandardCharsets.UTF_8);
        }
        byte[] bytes = call.file(template ? "templates" : "files", call.required("src"));
        return template
                ? call.render(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8)
                : bytes;
    }

    private String fileName(ModuleCall call) throws StepFailure, TemplateFailure {
        String source = call.text("src")
                .orElseThrow(() -> new StepFailure("'dest' is a directory, and 'content' has no file name"));
        String name = source.substring(source.lastIndexOf('/') + 1);
        return template && name.endsWith(".j2") ? name.substring(0, name.length() - 3) : name;
    }

    private static Result there(ModuleCall call, String path)
            throws StepFailure, TemplateFailure, InterruptedException {
        Map<String, String> variables = variables("P", path);
        variables.put("S", call.target().path(call.required("src")));
        Scripts.Answer answer = Scripts.run(call, COPY_THERE, variables);
        if (answer.code() != 0) {
            throw new StepFailure("'" + path + "' cannot be written: " + answer.complaint());
        }
        Result settled = FileModule.apply(call, path, "file");
        return settled.with(
                        "changed",
                        settled.isChanged() || answer.value("changed").equals("1"))
                .with("dest", path);
    }

    private static Map<String, String> variables(String name, String value) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(name, value);
        return variables;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
