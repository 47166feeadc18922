package dev.sluice.workflows.shell;

import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributes;
import io.temporal.workflow.Workflow;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Search attributes and summaries: how people find a workflow in the Temporal UI.
///
/// All attributes are of type Keyword and must be registered in the namespace before the first workflow starts.
public final class Labels {
    public static final SearchAttributeKey<String> TENANT = SearchAttributeKey.forKeyword("SluiceTenant");
    public static final SearchAttributeKey<String> PIPELINE = SearchAttributeKey.forKeyword("SluicePipeline");
    public static final SearchAttributeKey<String> PROJECT = SearchAttributeKey.forKeyword("SluiceProject");
    public static final SearchAttributeKey<String> CHANGE = SearchAttributeKey.forKeyword("SluiceChange");
    public static final SearchAttributeKey<String> JOB = SearchAttributeKey.forKeyword("SluiceJob");
    public static final SearchAttributeKey<String> RESULT = SearchAttributeKey.forKeyword("SluiceResult");
    /// `preparing`, `running`, `paused`, `parked` or `ended`.
    public static final SearchAttributeKey<String> STATE = SearchAttributeKey.forKeyword("SluiceState");

    /// Temporal takes no more for a summary.
    private static final int SUMMARY_BYTES = 200;

    private Labels() {}

    /// Names of all search attributes, to be registered as Keyword.
    public static List<String> all() {
        return List.of(
                TENANT.getName(),
                PIPELINE.getName(),
                PROJECT.getName(),
                CHANGE.getName(),
                JOB.getName(),
                RESULT.getName(),
                STATE.getName());
    }

    public static SearchAttributes ofTenant(String tenant) {
        return SearchAttributes.newBuilder().set(TENANT, tenant).build();
    }

    public static SearchAttributes ofQueue(String tenant, String pipeline) {
        return SearchAttributes.newBuilder(ofTenant(tenant))
                .set(PIPELINE, pipeline)
                .build();
    }

    public static SearchAttributes ofItem(String tenant, String pipeline, String project, String change) {
        return SearchAttributes.newBuilder(ofQueue(tenant, pipeline))
                .set(PROJECT, project)
                .set(CHANGE, change)
                .set(STATE, "preparing")
                .build();
    }

    public static SearchAttributes ofJob(String tenant, String pipeline, String project, String change, String job) {
        return SearchAttributes.newBuilder(ofItem(tenant, pipeline, project, change))
                .set(JOB, job)
                .build();
    }

    /// Tells what the workflow does now.
    public static void state(String state) {
        Workflow.upsertTypedSearchAttributes(STATE.valueSet(state));
    }

    public static void ended(String result) {
        Workflow.upsertTypedSearchAttributes(STATE.valueSet("ended"), RESULT.valueSet(result));
    }

    /// A text that fits where Temporal wants a summary: one line, cut at a character.
    public static String summary(String text) {
        String line = text.replace('\n', ' ').strip();
        if (line.getBytes(StandardCharsets.UTF_8).length <= SUMMARY_BYTES) {
            return line;
        }
        int end = Math.min(line.length(), SUMMARY_BYTES);
        while (line.substring(0, end).getBytes(StandardCharsets.UTF_8).length > SUMMARY_BYTES - 3) {
            end = line.offsetByCodePoints(end, -1);
        }
        return line.substring(0, end) + "…";
    }
}
