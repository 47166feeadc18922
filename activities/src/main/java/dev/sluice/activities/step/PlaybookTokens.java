package dev.sluice.activities.step;

import dev.sluice.activities.contract.SecretBox;
import dev.sluice.activities.contract.TokenSigner;
import dev.sluice.engine.jobgraph.CycleGraph;
import dev.sluice.engine.jobgraph.FrozenPlaybook;
import dev.sluice.engine.jobgraph.FrozenSecret;
import dev.sluice.engine.jobgraph.FrozenToken;
import dev.sluice.workflows.port.ExecutorActivities.OpenWorkspace;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The OpenID Connect tokens of a workspace's playbooks (G11).
///
/// One is signed when a step first needs it, and again once half of its life is over, so that a step that is run again
/// hours later has one that counts. The file keeps all of them, sealed: what another worker's process signed is hidden
/// by the next one, too.
final class PlaybookTokens {
    private final Path file;
    private final OpenWorkspace request;
    private final List<FrozenPlaybook> playbooks;
    private final TokenSigner signer;
    private final SecretBox box;
    private final Hidden hidden;
    private final InstantSource clock;
    private final Map<String, Issued> latest = new HashMap<>();

    PlaybookTokens(
            Path file,
            OpenWorkspace request,
            List<FrozenPlaybook> playbooks,
            TokenSigner signer,
            SecretBox box,
            Hidden hidden,
            InstantSource clock) {
        this.file = file;
        this.request = request;
        this.playbooks = playbooks;
        this.signer = signer;
        this.box = box;
        this.hidden = hidden;
        this.clock = clock;
        // No step has seen one whose line was torn by a crash.
        PrivateFiles.lines(file).stream().map(box::open).map(Issued::of).forEach(this::keep);
    }

    /// @param renew when it is signed anew, in seconds of the epoch
    private record Issued(String key, String token, long renew) {
        static Issued of(Map<String, Object> opened) {
            return new Issued(
                    String.valueOf(opened.get("key")),
                    String.valueOf(opened.get("token")),
                    opened.get("renew") instanceof Number number ? number.longValue() : 0);
        }

        Map<String, Object> values() {
            return Map.of("key", key, "token", token, "renew", renew);
        }
    }

    private void keep(Issued issued) {
        hidden.add(issued.token());
        latest.put(issued.key(), issued);
    }

    /// By alias, those that the playbook may see.
    synchronized Map<String, Object> of(int playbook) {
        Map<String, Object> visible = new LinkedHashMap<>();
        FrozenPlaybook frozen = playbooks.get(playbook);
        for (FrozenSecret secret : frozen.secrets()) {
            secret.token().ifPresent(token -> visible.put(secret.alias(), of(playbook, frozen, secret, token)));
        }
        return visible;
    }

    private String of(int playbook, FrozenPlaybook frozen, FrozenSecret secret, FrozenToken token) {
        String key = playbook + " " + secret.alias();
        Instant now = clock.instant();
        Issued known = latest.get(key);
        if (known != null && now.getEpochSecond() < known.renew()) {
            return known.token();
        }
        Instant expires = now.plusSeconds(token.ttlSeconds());
        String signed = signer.sign(claims(frozen, secret, token, now, expires), expires);
        Issued issued = new Issued(key, signed, now.getEpochSecond() + token.ttlSeconds() / 2);
        PrivateFiles.append(file, box.seal(issued.values()));
        keep(issued);
        return signed;
    }

    /// Zuul's claims: those of the secret never replace them.
    private Map<String, Object> claims(
            FrozenPlaybook frozen, FrozenSecret secret, FrozenToken token, Instant now, Instant expires) {
        Map<String, Object> claims = new LinkedHashMap<>(token.claims());
        claims.put("iss", token.issuer().isEmpty() ? signer.issuer() : token.issuer());
        claims.put(
                "sub",
                "secret:%s/%s/%s".formatted(request.tenant(), secret.owner().canonicalName(), secret.name()));
        claims.put("build-uuid", request.build());
        claims.put("job-name", CycleGraph.jobOf(request.job()));
        claims.put("playbook", frozen.project().canonicalName() + "/" + frozen.path());
        claims.put("pipeline", request.pipeline());
        claims.put("tenant", request.tenant());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", expires.getEpochSecond());
        return claims;
    }
}
