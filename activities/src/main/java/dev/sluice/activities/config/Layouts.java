package dev.sluice.activities.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.activities.config.Tips.Held;
import dev.sluice.activities.config.Tips.ProjectTips;
import dev.sluice.activities.contract.DocumentStore;
import dev.sluice.activities.contract.ProjectTrees;
import dev.sluice.engine.config.Connections;
import dev.sluice.engine.config.TenantDefinition;
import dev.sluice.engine.config.TenantProject;
import dev.sluice.engine.config.load.ConfigSource;
import dev.sluice.engine.config.load.LayoutLoader;
import dev.sluice.engine.config.load.LoadedLayout;
import dev.sluice.engine.config.load.ParsedFiles;
import dev.sluice.engine.config.load.SecretProbe;
import dev.sluice.engine.config.load.SpeculativeLayout;
import dev.sluice.engine.config.load.SpeculativeRequest;
import dev.sluice.engine.problem.Problem;
import dev.sluice.workflows.json.SluiceJson;
import dev.sluice.workflows.port.FailureKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/// Layouts by reference: read once, kept in memory, and read again from the same commits when another worker needs one.
final class Layouts {
    private static final int KEPT = 16;

    private final Map<String, TenantDefinition> tenants = new LinkedHashMap<>();
    private final ProjectTrees trees;
    private final DocumentStore documents;
    private final ObjectMapper json = SluiceJson.mapper();
    private final Map<String, TenantLayout> cache = new LinkedHashMap<>(16, 0.75f, true);
    private final LayoutLoader loader;
    private final LastGood good;

    Layouts(
            List<TenantDefinition> tenants,
            Connections connections,
            ProjectTrees trees,
            DocumentStore documents,
            SecretProbe secrets) {
        tenants.forEach(tenant -> this.tenants.put(tenant.name(), tenant));
        this.trees = trees;
        this.documents = documents;
        this.good = new LastGood(documents);
        this.loader = new LayoutLoader(new ParsedFiles(connections), secrets);
    }

    /// A tenant's layout together with the commits it was read from.
    record TenantLayout(Tips tips, LoadedLayout loaded) {}

    TenantDefinition tenant(String name) {
        TenantDefinition tenant = tenants.get(name);
        if (tenant == null) {
            throw FailureKind.CONFIG.failure(
                    "There is no tenant '" + name + "'. The tenant file has: " + String.join(", ", tenants.keySet())
                            + ".",
                    null);
        }
        return tenant;
    }

    /// Reads a tenant's configuration from the branch tips as they are now.
    TenantLayout load(String tenant) {
        List<ProjectTips> projects = new ArrayList<>();
        for (TenantProject project : tenant(tenant).projects()) {
            projects.add(new ProjectTips(
                    project.project(), trees.defaultBranch(project.project()), trees.branches(project.project())));
        }
        TenantLayout fresh = keep(tenant, projects, List.of());
        List<Problem> problems = fresh.loaded().problems();
        List<Held> held = good.standIns(fresh.tips(), problems);
        TenantLayout used = held.isEmpty() ? fresh : holding(fresh, held);
        good.remember(fresh.tips(), problems);
        return used;
    }

    /// The layout with stand-ins for broken branches, as far as these are themselves sound.
    private TenantLayout holding(TenantLayout fresh, List<Held> held) {
        Tips tips = fresh.tips();
        synchronized (cache) {
            Tips tried = new Tips("", tips.tenant(), tips.projects(), held);
            held = LastGood.sound(held, withStandIns(tried).problems());
        }
        return held.isEmpty() ? fresh : keep(tips.tenant(), tips.projects(), held);
    }

    private TenantLayout keep(String tenant, List<ProjectTips> projects, List<Held> held) {
        List<Object> content = held.isEmpty() ? List.of(tenant, projects) : List.of(tenant, projects, held);
        Tips tips = new Tips(Hashes.of(json, content).substring(0, 16), tenant, projects, held);
        documents.put(Tips.document(tips.key()), write(tips));
        return at(tips);
    }

    /// The layout that `reference` names.
    TenantLayout at(String reference) {
        synchronized (cache) {
            TenantLayout known = cache.get(reference);
            if (known != null) {
                return known;
            }
        }
        String document = documents
                .find(Tips.document(reference))
                .orElseThrow(() -> FailureKind.DEPENDENCY.failure(
                        "Layout '" + reference
                                + "' is not in the document store. Do all workers use the same database?",
                        null));
        return at(parse(document));
    }

    /// What becomes of an item that updates configuration.
    ///
    /// @param merged commits that stand in for branch tips
    /// @param request makes the request from the tips and from the tips with `merged` laid over them
    SpeculativeLayout speculative(
            TenantLayout tenant,
            Map<ProjectBranch, String> merged,
            BiFunction<ConfigSource, ConfigSource, SpeculativeRequest> request) {
        synchronized (cache) {
            Map<ProjectBranch, String> commits = tenant.tips().heldCommits();
            ConfigSource tips = TipSource.of(trees, tenant.tips(), commits);
            Map<ProjectBranch, String> over = new LinkedHashMap<>(commits);
            over.putAll(merged);
            ConfigSource future = TipSource.of(trees, tenant.tips(), over);
            return loader.loadFor(tenant(tenant.tips().tenant()), request.apply(tips, future));
        }
    }

    /// The loader's cache of parsed files is for one thread at a time.
    private TenantLayout at(Tips tips) {
        synchronized (cache) {
            TenantLayout known = cache.get(tips.key());
            if (known == null) {
                known = new TenantLayout(tips, read(tips));
                cache.put(tips.key(), known);
                if (cache.size() > KEPT) {
                    cache.remove(cache.keySet().iterator().next());
                }
            }
            return known;
        }
    }

    /// What the tips say, except where an earlier commit stands in; all that is wrong with the tips is told all the
    /// same.
    private LoadedLayout read(Tips tips) {
        LoadedLayout asIs = loader.load(tenant(tips.tenant()), TipSource.of(trees, tips, Map.of()));
        if (tips.held().isEmpty()) {
            return asIs;
        }
        LoadedLayout kept = withStandIns(tips);
        Set<Problem> problems = new LinkedHashSet<>(asIs.problems());
        problems.addAll(kept.problems());
        return new LoadedLayout(kept.layout(), List.copyOf(problems));
    }

    private LoadedLayout withStandIns(Tips tips) {
        return loader.load(tenant(tips.tenant()), TipSource.of(trees, tips, tips.heldCommits()));
    }

    private String write(Tips tips) {
        try {
            return json.writeValueAsString(tips);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("tips are plain records", impossible);
        }
    }

    private Tips parse(String document) {
        try {
            return json.readValue(document, Tips.class);
        } catch (JsonProcessingException foreign) {
            throw FailureKind.BUG.failure(
                    "A stored layout cannot be read: was it written by a newer version?", foreign);
        }
    }
}
