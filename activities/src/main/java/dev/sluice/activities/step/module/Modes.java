package dev.sluice.activities.step.module;

import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.step.jinja.TemplateFailure;
import dev.sluice.activities.step.jinja.Values;
import java.util.Optional;

/// `mode` of files: `'0644'`, `0644` (which YAML reads as a number), or `u=rw,go=r`.
final class Modes {
    private Modes() {}

    /// As `chmod` takes it.
    static Optional<String> text(ModuleCall call) throws TemplateFailure, StepFailure {
        Optional<Object> mode = call.value("mode");
        if (mode.isEmpty()) {
            return Optional.empty();
        }
        if (mode.get() instanceof Long bits) {
            if (bits < 0 || bits > 07777) {
                throw new StepFailure("'mode' is no permission: " + bits + ". Write it in quotes, as in '0644'.");
            }
            return Optional.of(Long.toOctalString(bits));
        }
        String text = Values.text(mode.get()).strip();
        if (text.equals("preserve")) {
            return Optional.empty();
        }
        if (!text.matches("0?[0-7]{3,4}|[ugoa]*[=+-][rwxXst]*(,[ugoa]*[=+-][rwxXst]*)*")) {
            throw new StepFailure("'mode' is no permission: '" + text + "'. Write it as in '0644' or 'u=rw,go=r'.");
        }
        return Optional.of(text);
    }

    /// As bits, when it is a number.
    static Optional<Integer> bits(ModuleCall call) throws TemplateFailure, StepFailure {
        return text(call).filter(text -> text.matches("[0-7]+")).map(text -> Integer.parseInt(text, 8));
    }
}
