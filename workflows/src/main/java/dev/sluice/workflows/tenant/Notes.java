package dev.sluice.workflows.tenant;

import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;

/// What a tenant could not do, for people; the newest few.
final class Notes {
    private static final Logger LOG = Workflow.getLogger(Notes.class);
    private static final int KEPT = 20;
    private static final int LENGTH = 1_000;
    private final List<String> newest;

    Notes(List<String> carried) {
        newest = new ArrayList<>(carried);
    }

    void add(String note) {
        LOG.warn("{}", note);
        newest.add(note.substring(0, Math.min(LENGTH, note.length())));
        if (newest.size() > KEPT) {
            newest.removeFirst();
        }
    }

    List<String> list() {
        return List.copyOf(newest);
    }
}
