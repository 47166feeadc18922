package dev.sluice.activities.step;

/// Messages of steps as they leave the executor: short, on one line, without secrets.
final class StepMessages {
    static final String HIDDEN = "the output is hidden: the task says 'no_log: true'";
    private static final int LONGEST = 500;

    private StepMessages() {}

    static String shown(String message, Hidden hidden) {
        String line = hidden.mask(message).strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
