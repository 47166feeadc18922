package dev.sluice.activities.step;

import dev.sluice.engine.playbook.StepRun;

/// Names one run of one step in a build's journal.
final class StepKeys {
    private StepKeys() {}

    static String of(int playbook, StepRun run) {
        return of(playbook, run.play(), run.step(), run.iterations(), run.host());
    }

    static String of(int playbook, int play, String step, String iterations, String host) {
        return playbook + "|" + play + "|" + step + "|" + iterations + "|" + host;
    }
}
