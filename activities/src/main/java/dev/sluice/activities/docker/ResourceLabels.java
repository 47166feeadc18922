package dev.sluice.activities.docker;

import java.util.LinkedHashMap;
import java.util.Map;

/// Labels on everything that this package makes on an engine; the janitor finds its work by them.
final class ResourceLabels {
    static final String INSTANCE = "dev.sluice.instance";
    static final String BUILD = "dev.sluice.build";
    static final String BUILDSET = "dev.sluice.buildset";
    static final String JOB = "dev.sluice.job";

    /// Inventory names of the node, separated by commas.
    static final String NODE = "dev.sluice.node";
    static final String NODE_LABEL = "dev.sluice.node-label";
    static final String ENGINE = "dev.sluice.engine";
    static final String SIDECAR = "dev.sluice.sidecar";

    private ResourceLabels() {}

    static Map<String, String> ofInstance(String instance) {
        return Map.of(INSTANCE, instance);
    }

    static Map<String, String> ofBuild(String instance, String build) {
        var labels = new LinkedHashMap<String, String>();
        labels.put(INSTANCE, instance);
        labels.put(BUILD, build);
        return labels;
    }
}
