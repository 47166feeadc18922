package dev.sluice.workflows.testkit;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.event.TriggerEvent;
import dev.sluice.workflows.shell.Timeouts;
import java.util.List;
import java.util.Optional;

/// Changes and events of the stories.
public final class Stories {
    public static final Project APP = new Project("gerrit", "review.example.com", "demo/app");
    public static final Timeouts QUICK = new Timeouts(20, 5, 3, 10, 50, 0);

    private Stories() {}

    public static Change change(int number, int patchset) {
        return change(number, patchset, List.of("a.txt"));
    }

    static Change change(int number, int patchset, List<String> files) {
        return new Change(
                APP,
                "master",
                number,
                patchset,
                "refs/changes/0" + number + "/" + number + "/" + patchset,
                "c0ffee" + number + patchset,
                List.of(),
                "http://review/" + number,
                "Change " + number,
                "alice",
                "",
                ChangeStatus.NEW,
                false,
                true,
                List.of(),
                files,
                List.of(),
                List.of(),
                List.of());
    }

    public static TriggerEvent event(String type, int number, int patchset) {
        return new TriggerEvent(
                type + "/" + number + "," + patchset,
                "gerrit",
                type,
                1_700_000_000L,
                APP,
                "master",
                Optional.of(new ChangeKey("gerrit", number, patchset)),
                "",
                "",
                "",
                Optional.empty(),
                "",
                List.of(),
                List.of(),
                List.of());
    }

    /// The main story: a registry that pauses, an image built against it, a test of the image.
    public static FakeJob[] imageJobs() {
        return new FakeJob[] {
            new FakeJob("registry")
                    .pausing()
                    .run("start registry")
                    .post("collect logs")
                    .cleanup("stop registry"),
            new FakeJob("build-image")
                    .after("registry")
                    .pre("install docker")
                    .run("build", "push")
                    .cleanup("prune"),
            new FakeJob("test-image").after("build-image").onExecutor().run("test")
        };
    }
}
