package dev.sluice.engine.conform;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.load.LayoutLoader;
import dev.sluice.engine.config.load.LoadedLayout;
import dev.sluice.engine.config.load.ParsedFiles;
import dev.sluice.engine.config.load.SecretProbe;
import dev.sluice.engine.jobgraph.FreezeContext;
import dev.sluice.engine.jobgraph.Frozen;
import dev.sluice.engine.jobgraph.JobGraphFreezer;
import dev.sluice.engine.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The world of level `config`: a loaded tenant, and changes that are frozen without being enqueued.
public final class ConfigWorld implements CaseWorld {
    private final LoadedLayout loaded;
    private final Map<String, Change> changes = new LinkedHashMap<>();

    public ConfigWorld(ConformanceCase conformanceCase) {
        var loader = new LayoutLoader(new ParsedFiles(CaseReader.CONNECTIONS), SecretProbe.TRUSTING);
        this.loaded = loader.load(conformanceCase.tenant(), new MapConfigSource(conformanceCase.repos()));
    }

    @Override
    public void perform(Step step) {
        if (!(step instanceof Step.CreateChange create)) {
            throw new UnsupportedOperationException("level config has only the step 'change', not " + step);
        }
        int number = changes.size() + 1;
        changes.put(create.id(), change(create, number));
    }

    private static Change change(Step.CreateChange create, int number) {
        return new Change(
                new Project("gerrit", "review.example.com", create.project()),
                create.branch(),
                number,
                1,
                "refs/changes/%02d/%d/1".formatted(number % 100, number),
                "%040x".formatted(number),
                List.of(),
                "https://review.example.com/" + number,
                create.id() + "\n\n" + create.message(),
                "reviewer",
                "",
                ChangeStatus.NEW,
                create.wip(),
                true,
                List.of(),
                List.copyOf(create.files().keySet()),
                List.of(),
                List.of(),
                List.of());
    }

    @Override
    public Optional<Frozen> freeze(String id, String pipeline) {
        Change change = changes.get(id);
        return change == null
                ? Optional.empty()
                : Optional.of(JobGraphFreezer.freeze(loaded.layout(), pipeline, change, FreezeContext.NONE));
    }

    @Override
    public List<Problem> problems() {
        return loaded.problems();
    }

    @Override
    public List<Picture.BuildSeen> builds() {
        throw unknown("builds");
    }

    @Override
    public List<Picture.BuildSeen> paused() {
        throw unknown("paused builds");
    }

    @Override
    public List<List<String>> queues(String pipeline) {
        throw unknown("queues");
    }

    @Override
    public int window(String pipeline, String project) {
        throw unknown("windows");
    }

    @Override
    public int semaphoreHolders(String name) {
        throw unknown("semaphores");
    }

    @Override
    public ChangeSeen change(String id) {
        throw unknown("reviews");
    }

    @Override
    public List<Expectation.BuildEnded> history() {
        throw unknown("a history");
    }

    @Override
    public Map<String, String> results(String change, String pipeline) {
        throw unknown("results");
    }

    @Override
    public Optional<String> buildset(String change, String pipeline) {
        throw unknown("buildsets");
    }

    @Override
    public @Nullable Object parameter(String job, String change, String path) {
        throw unknown("parameters");
    }

    private static UnsupportedOperationException unknown(String what) {
        return new UnsupportedOperationException("level config has no " + what);
    }
}
