package dev.sluice.worker;

import dev.sluice.worker.cli.SluiceCommand;

/// Entry point of the `sluice` command.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(SluiceCommand.commandLine().execute(args));
    }
}
