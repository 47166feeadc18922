package dev.sluice.workflows.tenant;

import dev.sluice.engine.autohold.Autohold;
import dev.sluice.engine.autohold.Autoholds;
import dev.sluice.engine.autohold.HeldBuild;
import dev.sluice.engine.config.Regex;
import dev.sluice.engine.problem.Suggestions;
import dev.sluice.workflows.port.AutoholdRequest;
import dev.sluice.workflows.port.TenantActivities.FoundJob;
import dev.sluice.workflows.shell.Refusal;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Optional;

/// A tenant's autoholds. They are kept here and not in the history's database: the tenant decides by them, and a
/// workflow reads no database.
final class AutoholdDesk {
    private static final int COUNT_AT_MOST = 20;
    private static final int REASON_AT_MOST = 500;
    private static final long EXPIRATION_AT_MOST = 365L * 24 * 3600;

    private Autoholds autoholds;

    AutoholdDesk(Optional<Autoholds> carried) {
        autoholds = carried.orElse(Autoholds.none());
    }

    Autoholds all() {
        return autoholds;
    }

    void check(AutoholdRequest request) {
        String invalid = Regex.whyInvalid(request.refFilter());
        if (!invalid.isEmpty()) {
            throw Refusal.of(
                    "AUTOHOLD-001", "'" + request.refFilter() + "' is no regular expression: " + invalid + ".");
        }
        if (request.count() < 1 || request.count() > COUNT_AT_MOST) {
            throw Refusal.of(
                    "AUTOHOLD-002", "The count is " + request.count() + ". Allowed: 1 to " + COUNT_AT_MOST + ".");
        }
        if (request.nodeHoldExpiration() < 0 || request.nodeHoldExpiration() > EXPIRATION_AT_MOST) {
            throw Refusal.of(
                    "AUTOHOLD-003",
                    "The node hold expiration is " + request.nodeHoldExpiration()
                            + " seconds. Allowed: up to a year, or 0 for until the request is deleted.");
        }
        if (request.reason().isBlank() || request.reason().length() > REASON_AT_MOST) {
            throw Refusal.of("AUTOHOLD-004", "Give a reason of at most " + REASON_AT_MOST + " characters.");
        }
        if (autoholds.at(now()).requests().size() >= Autoholds.AT_MOST) {
            throw Refusal.of(
                    "AUTOHOLD-005",
                    "The tenant has " + Autoholds.AT_MOST + " autoholds. Delete one with 'sluice autohold-delete'.");
        }
    }

    /// @return what came of it, for people
    String add(AutoholdRequest request, FoundJob found) {
        if (!found.refusal().isEmpty()) {
            throw Refusal.of("AUTOHOLD-006", found.refusal());
        }
        autoholds = autoholds
                .at(now())
                .with(
                        found.project(),
                        request.job(),
                        request.refFilter(),
                        request.reason(),
                        request.count(),
                        request.nodeHoldExpiration());
        Autohold made = autoholds.requests().getLast();
        return "Autohold " + made.id() + " waits for the next "
                + (made.maxCount() == 1 ? "build" : made.maxCount() + " builds")
                + " of " + made.job() + " for " + request.project() + " to fail."
                + (found.warning().isEmpty() ? "" : " " + found.warning());
    }

    void checkDelete(String id) {
        if (autoholds.find(id).isEmpty()) {
            List<String> ids = autoholds.requests().stream().map(Autohold::id).toList();
            String meant = Suggestions.didYouMean(id, ids);
            throw Refusal.of(
                    "AUTOHOLD-007",
                    "There is no autohold '" + id + "'. "
                            + (meant.isEmpty() ? "'sluice autohold-list' shows what there is." : meant));
        }
    }

    /// @return what came of it, for people
    String delete(String id) {
        int held = autoholds.find(id).map(request -> request.held().size()).orElse(0);
        autoholds = autoholds.without(id);
        return "Autohold " + id + " is deleted."
                + (held == 0 ? "" : " The janitor removes the nodes that it kept within minutes.");
    }

    void checkHold(HoldRequest request) {
        if (autoholds.holding(request.ended().build()).isEmpty()
                && autoholds.wanting(request.ended()).isEmpty()) {
            throw Refusal.of(
                    "AUTOHOLD-008",
                    "No autohold wants build '" + request.ended().build() + "'.");
        }
    }

    /// Idempotent by build.
    ///
    /// @return id of the request that the build is held for
    String hold(HoldRequest request) {
        String build = request.ended().build();
        Optional<Autohold> known = autoholds.holding(build);
        if (known.isPresent()) {
            return known.get().id();
        }
        Autohold wanting = autoholds.wanting(request.ended()).orElseThrow();
        long until = wanting.nodeHoldExpiration() == 0 ? 0 : now() + wanting.nodeHoldExpiration() * 1_000;
        autoholds = autoholds.holding(wanting.id(), new HeldBuild(build, request.host(), request.nodes(), until));
        return wanting.id();
    }

    private static long now() {
        return Workflow.currentTimeMillis();
    }
}
