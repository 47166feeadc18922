package dev.sluice.engine.config.load;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.Pipeline;
import dev.sluice.engine.config.Trigger;
import dev.sluice.engine.config.ZuulTrigger;
import dev.sluice.engine.problem.Problems;
import dev.sluice.engine.problem.Suggestions;

/// Checks that the pipelines which pipelines name exist (A20).
record PipelineReferences(Layout layout, Problems problems) {

    void check() {
        for (Pipeline pipeline : layout.pipelines().values()) {
            pipeline.supercedes().forEach(name -> exists(pipeline, "supercedes", name));
            for (Trigger trigger : pipeline.triggers()) {
                if (trigger instanceof ZuulTrigger zuul) {
                    zuul.pipelines().forEach(name -> exists(pipeline, "trigger", name));
                }
            }
        }
    }

    private void exists(Pipeline pipeline, String attribute, String name) {
        if (!layout.pipelines().containsKey(name)) {
            pipeline.source()
                    .ifPresent(source -> problems.add(source.problem(
                            ConfigCode.PIPELINE_NOT_FOUND,
                            name,
                            "pipeline '%s': '%s' names the pipeline '%s', which is not defined."
                                    .formatted(pipeline.name(), attribute, name),
                            Suggestions.didYouMean(name, layout.pipelines().keySet()))));
        }
    }
}
