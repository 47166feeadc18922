package dev.sluice.engine.buildset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Completes the artifacts that a build returned: full addresses (E4), and what produced them (E13).
final class ReturnedArtifacts {
    private ReturnedArtifacts() {}

    static ReturnedData complete(ReturnedData returned, Map<String, String> source, String job) {
        if (returned.artifacts().isEmpty()) {
            return returned;
        }
        List<Artifact> artifacts = returned.artifacts().stream()
                .map(artifact -> new Artifact(
                        artifact.name(),
                        absolute(artifact.url(), returned.logUrl().orElse("")),
                        artifact.metadata(),
                        artifact.source().isEmpty() ? marked(source, job) : artifact.source()))
                .toList();
        return new ReturnedData(
                returned.data(),
                returned.sealedSecrets(),
                artifacts,
                returned.childJobs(),
                returned.pause(),
                returned.retry(),
                returned.logUrl(),
                returned.warnings(),
                returned.fileComments());
    }

    private static String absolute(String url, String logUrl) {
        if (logUrl.isEmpty() || url.contains("://")) {
            return url;
        }
        return (logUrl.endsWith("/") ? logUrl : logUrl + "/") + url;
    }

    private static Map<String, String> marked(Map<String, String> source, String job) {
        Map<String, String> marks = new LinkedHashMap<>(source);
        marks.put("job", job);
        return marks;
    }
}
