package dev.sluice.activities.docker;

/// Names of containers, from builds and inventory names.
final class ContainerNames {
    private static final int SHORT_BUILD = 12;

    private ContainerNames() {}

    static String shortBuild(String build) {
        return clean(build.substring(0, Math.min(SHORT_BUILD, build.length())));
    }

    /// `sluice-<build>-<name>`. A name with characters that Docker does not allow gets a number, so that two such
    /// names of one build differ.
    static String node(String build, int index, String name) {
        String clean = clean(name);
        return "sluice-" + shortBuild(build) + "-" + clean + (clean.equals(name) ? "" : "-" + index);
    }

    static String sidecar(String build, String name) {
        return "sluice-" + shortBuild(build) + "-sidecar-" + clean(name);
    }

    /// A host name that every node of the build can use for this one.
    static String hostName(String name) {
        String clean = name.replaceAll("[^A-Za-z0-9.-]", "-");
        return clean.length() > 63 ? clean.substring(0, 63) : clean;
    }

    private static String clean(String name) {
        return name.replaceAll("[^A-Za-z0-9_.-]", "_");
    }
}
