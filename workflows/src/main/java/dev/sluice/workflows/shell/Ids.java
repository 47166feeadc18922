package dev.sluice.workflows.shell;

/// Workflow ids: readable, and known to whoever wants to signal.
public final class Ids {
    private Ids() {}

    public static String tenant(String tenant) {
        return "tenant/" + tenant;
    }

    public static String queue(String tenant, String pipeline) {
        return "queue/" + tenant + "/" + pipeline;
    }

    public static String buildset(String buildset) {
        return "buildset/" + buildset;
    }

    public static String build(String build) {
        return "build/" + build;
    }

    public static String semaphore(String tenant, String semaphore) {
        return "semaphore/" + tenant + "/" + semaphore;
    }

    public static String listener(String connection) {
        return "gerrit/" + connection;
    }
}
