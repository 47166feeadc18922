package dev.sluice.engine.config.load;

import static java.util.Objects.requireNonNull;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.TenantDefinition;
import dev.sluice.engine.config.TenantProject;
import dev.sluice.engine.config.yaml.ParsedFile;
import dev.sluice.engine.problem.Place;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Problems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/// Reads all configuration of a tenant and assembles its layout (A8, A16, A17).
public final class LayoutLoader {
    private final ParsedFiles cache;
    private final SecretProbe secrets;
    private final boolean partial;

    /// @param cache kept by the caller from load to load
    public LayoutLoader(ParsedFiles cache, SecretProbe secrets) {
        this(cache, secrets, false);
    }

    private LayoutLoader(ParsedFiles cache, SecretProbe secrets, boolean partial) {
        this.cache = requireNonNull(cache, "cache");
        this.secrets = requireNonNull(secrets, "secrets");
        this.partial = partial;
    }

    /// For a tenant of which only some projects are at hand: a job that names another one stays in force.
    public static LayoutLoader ofPart(ParsedFiles cache) {
        return new LayoutLoader(cache, SecretProbe.TRUSTING, true);
    }

    /// The tenant's static layout: what the branch tips say.
    public LoadedLayout load(TenantDefinition tenant, ConfigSource source) {
        return load(tenant, source, source, (_, _) -> false);
    }

    /// What becomes of an item that updates configuration (A71–A76).
    public SpeculativeLayout loadFor(TenantDefinition tenant, SpeculativeRequest request) {
        return new Speculation(this, tenant, request).decide();
    }

    /// A layout whose config projects are read from `trusted` and all others from `untrusted`.
    ///
    /// @param dynamic which always-dynamic branches count all the same (A3)
    LoadedLayout load(
            TenantDefinition tenant,
            ConfigSource trusted,
            ConfigSource untrusted,
            BiPredicate<Project, String> dynamic) {
        Map<String, List<String>> branches = new LinkedHashMap<>();
        var assembly = new Assembly(tenant, branches, cache, secrets, partial);
        for (TenantProject project : tenant.projects()) {
            ConfigSource source = project.trusted() ? trusted : untrusted;
            List<String> seen = branches(project, source);
            branches.put(project.project().canonicalName(), seen);
            if (seen.isEmpty()) {
                tellAbsentBranch(project, source, assembly);
            }
        }
        for (TenantProject project : tenant.projects()) {
            ConfigSource source = project.trusted() ? trusted : untrusted;
            for (String branch : branches.getOrDefault(project.project().canonicalName(), List.of())) {
                if (!project.alwaysDynamic(branch) || dynamic.test(project.project(), branch)) {
                    read(project, branch, source, assembly);
                }
            }
        }
        return assembly.finish();
    }

    private void read(TenantProject project, String branch, ConfigSource source, Assembly assembly) {
        Optional<String> version = source.version(project.project(), branch);
        ParsedFiles.ParsedBranch read = cache.branch(project, branch, version, () -> parse(project, branch, source));
        assembly.problems().addAll(read.problems());
        read.files().forEach(file -> assembly.add(project, file));
    }

    private ParsedFiles.ParsedBranch parse(TenantProject project, String branch, ConfigSource source) {
        var problems = new Problems();
        List<ParsedFile> files = new ArrayList<>();
        long characters = 0;
        for (String path : ConfigFiles.find(project, branch, source, problems)) {
            Optional<String> text = source.file(project.project(), branch, path);
            if (text.isPresent()) {
                files.add(cache.parse(project.project(), branch, path, project.trusted(), text.get()));
                characters += text.get().length();
            }
        }
        return new ParsedFiles.ParsedBranch(List.copyOf(files), problems.list(), characters);
    }

    private static void tellAbsentBranch(TenantProject project, ConfigSource source, Assembly assembly) {
        List<String> branches = source.branches(project.project());
        if (project.trusted() && !branches.isEmpty()) {
            ConfigCode code = ConfigCode.NO_SUCH_BRANCH;
            assembly.problems()
                    .add(new Problem(
                            code.code(),
                            code.severity(),
                            code.kind(),
                            new Place(project.project().canonicalName(), project.loadBranch(), "", 0, 0, 0, 0),
                            "",
                            "the config project '%s' has no branch '%s'."
                                    .formatted(project.project().name(), project.loadBranch()),
                            "Set its 'load-branch' in the tenant file to one of '%s'."
                                    .formatted(String.join("', '", branches))));
        }
    }

    /// Branches that are not protected or are locked, where the tenant does not want them; an inclusion by name wins.
    private static boolean hidden(TenantProject project, String branch, ConfigSource source) {
        if (project.trusted() || !project.includeBranches().isEmpty()) {
            return false;
        }
        return (project.excludeUnprotectedBranches() && !source.protects(project.project(), branch))
                || (project.excludeLockedBranches() && source.locks(project.project(), branch));
    }

    /// The default branch first, the others by name (A8).
    private static List<String> branches(TenantProject project, ConfigSource source) {
        String first = source.defaultBranch(project.project());
        List<String> branches = new ArrayList<>(source.branches(project.project()));
        branches.removeIf(branch -> !project.includes(branch) || hidden(project, branch, source));
        branches.sort(Comparator.comparing((String branch) -> !branch.equals(first))
                .thenComparing(Comparator.naturalOrder()));
        return List.copyOf(branches);
    }
}
