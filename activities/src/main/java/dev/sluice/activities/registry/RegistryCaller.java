package dev.sluice.activities.registry;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.registry.RegistryRefusal.ManifestInvalid;
import dev.sluice.activities.registry.RegistryRefusal.NotFound;
import dev.sluice.activities.registry.RegistryRefusal.NotPermitted;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The one place that knows authentication, retries and faults; every [RegistryCall] goes through it.
final class RegistryCaller implements AutoCloseable {
    private static final String BASIC = "Basic ";

    private final RegistryEndpoint endpoint;
    private final Patience patience;
    private final Wire wire;
    private final Tokens tokens;
    private final ReentrantLock tokenLock = new ReentrantLock();
    /// What the registry asked for last; later calls answer it before they are asked.
    private volatile @Nullable Challenge challenge;

    RegistryCaller(RegistryEndpoint endpoint, TrustedCas trusted, Patience patience, Clock clock) {
        this.endpoint = endpoint;
        this.patience = patience;
        this.wire = new Wire(endpoint, trusted, patience);
        this.tokens = new Tokens(endpoint.credential(), clock);
    }

    long requests() {
        return wire.requests();
    }

    /// @throws BrokenTransfer when an upload must begin anew: its content cannot be sent twice, or it was forgotten
    <T> T call(RegistryCall<T> call) throws RegistryRefusal, BrokenTransfer, InterruptedException {
        for (int faults = 1; ; faults++) {
            Fault fault;
            try {
                List<Answer> realmFault = new ArrayList<>(1);
                Optional<Answer> answer = authorised(call, realmFault);
                Answer told = answer.orElseGet(realmFault::getFirst);
                if (answer.isPresent() && call.line().expected().contains(told.status())) {
                    return call.result(told);
                }
                if (call.lost(told)) {
                    throw new BrokenTransfer("it no longer knows the upload: " + told.told());
                }
                Optional<Fault> found = Fault.of(told);
                if (found.isEmpty()) {
                    throw refusal(call, told);
                }
                fault = found.get();
            } catch (IOException broken) {
                fault = Fault.of(broken);
            }
            if (call.relay().isPresent() && fault.passing()) {
                throw new BrokenTransfer(fault.what());
            }
            Optional<Duration> delay = fault.passing() && faults < patience.attempts()
                    ? patience.delay(faults, fault.asked())
                    : Optional.empty();
            if (delay.isEmpty()) {
                throw failure(call.line().purpose(), fault, faults);
            }
            patience.pause().sleep(delay.get());
        }
    }

    /// Sends a call once and does not care what becomes of it.
    void attempt(RegistryCall<?> call) throws InterruptedException {
        try {
            authorised(call, new ArrayList<>(1));
        } catch (IOException | RegistryRefusal | InfrastructureFailure _) {
            // That is what "does not care" means.
        }
    }

    InfrastructureFailure failure(String purpose, Fault fault, int tries) {
        String times = tries > 1 ? " after " + tries + " tries" : "";
        String asked = fault.asked()
                .map(time -> " (it asks to wait " + time.toSeconds() + " s)")
                .orElse("");
        return new InfrastructureFailure("Registry '" + endpoint.name() + "': could not " + purpose + times + ": "
                + fault.what() + asked + ". " + fault.advice());
    }

    private <T> Optional<Answer> authorised(RegistryCall<T> call, List<Answer> fault)
            throws RegistryRefusal, IOException, InterruptedException {
        URI address = call.line().address(endpoint.base());
        Challenge known = challenge;
        Optional<String> first = Optional.empty();
        if (known != null) {
            first = authorization(known, call, fault, Optional.empty());
            if (first.isEmpty()) {
                return Optional.empty();
            }
        }
        Answer answer = wire.send(call, address, first);
        if (answer.status() != 401 || !RegistryEndpoint.origin(answer.from()).equals(endpoint.origin())) {
            return Optional.of(answer);
        }
        Optional<Challenge> asked = Challenge.best(answer.headers().allValues("www-authenticate"));
        if (asked.isEmpty() || first.filter(sent -> sent.startsWith(BASIC)).isPresent()) {
            return Optional.of(answer);
        }
        challenge = asked.get();
        if (call.relay().isPresent()) {
            tokens.forget(call.line().scopes());
            throw new IOException("the token ended before the transfer began");
        }
        Optional<String> second =
                authorization(asked.get(), call, fault, first.map(sent -> sent.substring(sent.indexOf(' ') + 1)));
        return second.isEmpty() ? Optional.empty() : Optional.of(wire.send(call, address, second));
    }

    /// @param refused a token that the registry did not take
    /// @return empty when the token service failed and may be asked again
    private Optional<String> authorization(
            Challenge asked, RegistryCall<?> call, List<Answer> fault, Optional<String> refused)
            throws RegistryRefusal, IOException, InterruptedException {
        try {
            if (asked.isBasic()) {
                return Optional.of(endpoint.credential()
                        .map(one -> BASIC + one.encoded())
                        .orElseThrow(() -> new NotPermitted("it asks for a user name and password, and none is set.")));
            }
            return bearer(asked, call, fault, refused).map(value -> "Bearer " + value);
        } catch (NotPermitted reason) {
            throw new NotPermitted("Registry '" + endpoint.name() + "': may not "
                    + call.line().purpose() + ": " + reason.getMessage() + " Check the credential.");
        }
    }

    /// Calls that run at the same time wait for one token rather than fetching one each.
    private Optional<String> bearer(Challenge asked, RegistryCall<?> call, List<Answer> fault, Optional<String> refused)
            throws RegistryRefusal, IOException, InterruptedException {
        tokenLock.lockInterruptibly();
        try {
            Optional<String> known = tokens.known(call.line().scopes());
            if (known.isPresent() && !known.equals(refused)) {
                return known;
            }
            tokens.forget(call.line().scopes());
            return tokens.fetch(asked, endpoint.base(), call.line().scopes(), wire::realm, fault);
        } finally {
            tokenLock.unlock();
        }
    }

    private RegistryRefusal refusal(RegistryCall<?> call, Answer answer) {
        String start = "Registry '" + endpoint.name() + "': ";
        Optional<RegistryRefusal> own = call.refusal(answer, "(" + answer.told() + ")");
        if (own.isPresent()) {
            return named(own.get(), start);
        }
        String what = start + "could not " + call.line().purpose() + ": " + answer.told();
        if (!RegistryEndpoint.origin(answer.from()).equals(endpoint.origin())) {
            throw new InfrastructureFailure(
                    what + " from its storage at " + RegistryEndpoint.origin(answer.from()) + ". Run the step again.");
        }
        boolean writes = call.line().scopes().stream().anyMatch(scope -> scope.access() != Scope.Access.READ);
        return switch (answer.status()) {
            case 401, 403 -> new NotPermitted(what + ". " + permission(writes));
            case 405 ->
                new NotPermitted(what + ". It does not allow this; a registry that mirrors another takes no pushes.");
            case 404 ->
                writes
                        ? new NotPermitted(
                                what + ". The repository does not exist or may not be written: " + permission(true))
                        : new NotFound(what + ".");
            case 413 ->
                throw new InfrastructureFailure(
                        what + ". Something before the registry limits the size of requests: raise that limit.");
            default -> {
                if (answer.status() >= 300 && answer.status() < 400) {
                    throw new InfrastructureFailure(what + ". Its redirect could not be followed.");
                }
                yield new ManifestInvalid(what + ".");
            }
        };
    }

    private static RegistryRefusal named(RegistryRefusal own, String start) {
        String message = start + own.getMessage();
        return switch (own) {
            case NotFound _ -> new NotFound(message);
            case NotPermitted _ -> new NotPermitted(message);
            case ManifestInvalid _ -> new ManifestInvalid(message);
            case RegistryRefusal.DigestMismatch _ -> new RegistryRefusal.DigestMismatch(message);
        };
    }

    private String permission(boolean writes) {
        return endpoint.credential()
                .map(one -> "User '" + one.username() + "' is not allowed to " + (writes ? "write" : "read")
                        + " there, or the password is wrong; check the credential.")
                .orElse("No user name and password is set for it.");
    }

    @Override
    public void close() {
        wire.close();
    }
}
