package dev.sluice.activities.step;

import dev.sluice.activities.contract.JobTrees;
import dev.sluice.engine.jobgraph.FrozenPlaybook;
import dev.sluice.engine.jobgraph.FrozenRole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The variable `zuul.playbook_context`: which playbooks and roles a build runs, and from which commits. Paths are
/// relative to the workspace.
record PlaybookContext(List<FrozenPlaybook> playbooks, JobTrees trees, List<Checkout> checkouts) {

    Map<String, Object> variable() {
        Map<String, Object> projects = new LinkedHashMap<>();
        checkouts.stream()
                .filter(checkout -> checkout.kind() != Checkout.Kind.SOURCE)
                .forEach(checkout -> projects.put(
                        checkout.directory(),
                        Map.of(
                                "canonical_name", checkout.project().canonicalName(),
                                "checkout", checkout.shortBranch(),
                                "commit", checkout.commit())));
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("playbook_projects", projects);
        context.put("playbooks", playbooks.stream().map(this::playbook).toList());
        return context;
    }

    private Map<String, Object> playbook(FrozenPlaybook playbook) {
        Map<String, Object> shown = new LinkedHashMap<>();
        String home = Checkout.find(checkouts, playbook.project(), playbook.branch(), playbook.trusted())
                .map(checkout -> checkout.directory() + "/")
                .orElse("");
        shown.put("path", home + playbook.path());
        shown.put(
                "roles",
                playbook.roles().stream()
                        .flatMap(role -> role(role, playbook).stream())
                        .toList());
        return shown;
    }

    private Optional<Map<String, Object>> role(FrozenRole role, FrozenPlaybook playbook) {
        JobTrees.RoleBranch branch = trees.roleBranch(playbook, role);
        return Checkout.find(checkouts, role.project(), branch.branch(), playbook.trusted())
                .map(checkout -> Map.of(
                        "checkout",
                        checkout.shortBranch(),
                        "checkout_description",
                        branch.description(),
                        "role_path",
                        checkout.directory() + (role.name().isEmpty() ? "/roles" : "")));
    }
}
