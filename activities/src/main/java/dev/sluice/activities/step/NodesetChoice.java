package dev.sluice.activities.step;

import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.jobgraph.FrozenNodeset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Which of a job's nodesets a host gives it: the first of which it knows all labels (C10). Where it knows none, the
/// job's own is asked for, whose refusal names what is missing.
final class NodesetChoice {
    private NodesetChoice() {}

    /// The job's own, then its alternatives.
    static List<FrozenNodeset> nodesets(FrozenJob job) {
        return Stream.concat(Stream.of(job.nodeset()), job.nodesetAlternatives().stream())
                .toList();
    }

    /// Index in [#nodesets].
    static int of(FrozenJob job, List<String> labels) {
        List<FrozenNodeset> all = nodesets(job);
        return IntStream.range(0, all.size())
                .filter(i -> all.get(i).nodes().stream().allMatch(node -> labels.contains(node.label())))
                .findFirst()
                .orElse(0);
    }
}
