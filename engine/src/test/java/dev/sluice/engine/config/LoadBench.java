package dev.sluice.engine.config;

import dev.sluice.engine.TestTenants;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.config.load.LayoutLoader;
import dev.sluice.engine.config.load.LoadedLayout;
import dev.sluice.engine.config.load.ParsedFiles;
import dev.sluice.engine.config.load.SecretProbe;
import dev.sluice.engine.jobgraph.FreezeContext;
import dev.sluice.engine.jobgraph.Frozen;
import dev.sluice.engine.jobgraph.JobGraphFreezer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/// Measures loading, re-loading after one project's change, and freezing, at three sizes; run its `main` with
/// `-Xmx1g`. With a directory as argument it writes the largest tenant there as git repositories and `main.yaml`.
///
/// Texts come from memory: what a git server adds is not measured here.
public final class LoadBench {
    private static final long SEED = 20260101;
    private static final int ROUNDS = 20;

    private LoadBench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length > 0) {
            GitTrees.write(new BigTenant(SEED, 2_000), Path.of(arguments[0]));
            return;
        }
        warmUp();
        System.out.println(
                "projects  branches  job stanzas  MB of YAML  load ms  heap MB  one change ms  freeze 60 ms");
        for (int projects : new int[] {500, 1_000, 2_000}) {
            measure(projects);
        }
    }

    private static void warmUp() {
        var tenant = new BigTenant(SEED, 200);
        for (int i = 0; i < 3; i++) {
            load(new LayoutLoader(new ParsedFiles(TestTenants.CONNECTIONS), SecretProbe.TRUSTING), tenant);
        }
    }

    private static LoadedLayout load(LayoutLoader loader, BigTenant tenant) {
        return loader.load(TestTenants.parse(tenant.tenantFile()), tenant);
    }

    private static void measure(int projects) {
        var tenant = new BigTenant(SEED, projects);
        TenantDefinition definition = TestTenants.parse(tenant.tenantFile());
        var loader = new LayoutLoader(new ParsedFiles(TestTenants.CONNECTIONS), SecretProbe.TRUSTING);
        long started = System.nanoTime();
        LoadedLayout loaded = loader.load(definition, tenant);
        long loadMillis = (System.nanoTime() - started) / 1_000_000;
        require(
                loaded.problems().isEmpty(),
                "the tenant has problems: "
                        + loaded.problems().stream().limit(3).toList());
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long heap = (runtime.totalMemory() - runtime.freeMemory()) / 1_000_000;

        double change = Double.MAX_VALUE;
        double worst = 0;
        for (int i = 0; i < ROUNDS; i++) {
            tenant.put("p7", "master", ".zuul.yaml", "- job: {name: p7-unit, timeout: %d}\n".formatted(60 + i));
            started = System.nanoTime();
            LoadedLayout again = loader.load(definition, tenant);
            double millis = (System.nanoTime() - started) / 1e6;
            change = Math.min(change, millis);
            worst = i < ROUNDS / 2 ? 0 : Math.max(worst, millis);
            require(
                    again.layout()
                                    .job("p7-unit")
                                    .getFirst()
                                    .variant()
                                    .execution()
                                    .timeoutSeconds()
                                    .orElse(0)
                            == 60 + i,
                    "the change is not in force");
        }

        Change subject = TestTenants.change("p0", "src/a.c");
        double freeze = Double.MAX_VALUE;
        for (int i = 0; i < 10 * ROUNDS; i++) {
            started = System.nanoTime();
            Frozen frozen = JobGraphFreezer.freeze(loaded.layout(), "pipeline2", subject, FreezeContext.NONE);
            freeze = Math.min(freeze, (System.nanoTime() - started) / 1e6);
            require(frozen.jobs().size() == BigTenant.BIG_GRAPH, "not sixty jobs: " + frozen.problems());
        }
        System.out.println("%8d  %8d  %11d  %10.1f  %7d  %7d  %5.1f (%5.1f)  %12.2f"
                .formatted(
                        projects,
                        projects * BigTenant.BRANCHES,
                        tenant.stanzas(),
                        tenant.characters() / 1e6,
                        loadMillis,
                        heap,
                        change,
                        worst,
                        freeze));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise.toLowerCase(Locale.ROOT));
        }
    }
}
