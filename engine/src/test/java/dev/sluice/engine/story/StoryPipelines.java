package dev.sluice.engine.story;

import dev.sluice.engine.queue.PipelineRules;
import dev.sluice.engine.queue.PipelineRules.MailForm;
import dev.sluice.engine.queue.PipelineRules.Reporter;
import dev.sluice.engine.queue.WindowRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Pipelines of stories: `check` with votes on success and failure, and what the words say.
public final class StoryPipelines {
    private StoryPipelines() {}

    /// Words: `start`, `no-jobs`, `dequeue`, `enqueue`, `conflict`, `disabled` add reporters; a success is
    /// submitted with `submit`, a failure mailed with `mail`; `keep-old` switches dequeue-on-new-patchset off;
    /// `alone` ignores dependencies; `disable=2`, `name=check`, `footer=text`.
    public static PipelineRules check(Words words) {
        Map<String, List<Reporter>> reporters = new LinkedHashMap<>();
        for (String action : List.of("enqueue", "start", "no-jobs", "dequeue", "disabled")) {
            if (words.has(action)) {
                reporters.put(action, List.of(voting(0)));
            }
        }
        if (words.has("conflict")) {
            reporters.put("merge-conflict", List.of(voting(-2)));
        }
        reporters.put("success", List.of(new Reporter("gerrit", Map.of("Verified", 1), true, words.has("submit"))));
        reporters.put("failure", List.of(voting(-1)));
        if (words.has("mail")) {
            Reporter mail = new Reporter(
                    "outgoing",
                    Map.of(),
                    false,
                    false,
                    Optional.of(new MailForm("dev@example.com", "", "{pipeline.name}: {change} of {change.project}")),
                    "");
            reporters.put("failure", List.of(voting(-1), mail));
        }
        return new PipelineRules(
                "t1",
                words.option("name").orElse("check"),
                words.option("manager").orElse("independent"),
                false,
                !words.has("keep-old"),
                words.has("alone"),
                reporters,
                Map.of(),
                words.option("footer").orElse(""),
                new WindowRules(Integer.parseInt(words.option("window").orElse("20")), 3, 0, false, 1, true, 2),
                List.of(),
                Integer.parseInt(words.option("disable").orElse("0")),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "normal");
    }

    private static Reporter voting(int value) {
        return new Reporter("gerrit", value == 0 ? Map.of() : Map.of("Verified", value), true, false);
    }
}
