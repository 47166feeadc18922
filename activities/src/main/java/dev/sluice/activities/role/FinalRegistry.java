package dev.sluice.activities.role;

import dev.sluice.activities.contract.RoleContext;
import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.registry.Credential;
import dev.sluice.activities.registry.ImageRef;
import dev.sluice.activities.registry.RegistryEndpoint;
import dev.sluice.engine.problem.Suggestions;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Where an image is published, and with what credential (1.5, 1.6). The credential comes from the job's own
/// secret:
/// what the site's settings hold is for pulling, and no job may publish with it.
///
/// @param repository on that registry
record FinalRegistry(RegistryEndpoint endpoint, String repository) {
    static final String DOCKER = "docker_credentials";
    static final String CONTAINER = "container_registry_credentials";

    private static final int HTTPS = 443;
    private static final String HUB = "docker.io";
    private static final String HUB_API = "registry-1.docker.io";

    /// The place of each image, all problems told at once: nothing is touched before all images may go where
    /// they are to.
    static Map<ImageSpec, FinalRegistry> of(
            RoleContext context, ImageFlavour flavour, HubMirror hub, List<ImageSpec> images) throws StepFailure {
        List<String> problems = new ArrayList<>();
        Map<ImageSpec, FinalRegistry> found = new LinkedHashMap<>();
        for (ImageSpec image : images) {
            Optional<String> prefix = flavour == ImageFlavour.DOCKER
                    ? Variables.text(context, "docker_registry").map(text -> text.replaceAll("/+$", "") + "/")
                    : Optional.empty();
            place(
                            context,
                            flavour,
                            hub,
                            image.place(),
                            prefix.orElse("") + image.repository(),
                            image.registry(),
                            problems)
                    .ifPresent(place -> found.put(image, place));
        }
        if (!problems.isEmpty()) {
            throw new StepFailure(String.join("\n", problems));
        }
        return found;
    }

    /// @param where the entry, for messages
    /// @param registry key into the credentials of the container flavour
    static Optional<FinalRegistry> place(
            RoleContext context,
            ImageFlavour flavour,
            HubMirror hub,
            String where,
            String repository,
            Optional<String> registry,
            List<String> problems) {
        int before = problems.size();
        ImageRef ref;
        try {
            ref = ImageRef.parse(repository);
        } catch (IllegalArgumentException refused) {
            problems.add(where + ": " + refused.getMessage() + " [IMAGE-006]");
            return Optional.empty();
        }
        Map<String, Object> secret = flavour == ImageFlavour.DOCKER
                ? Variables.map(context.variable(DOCKER).orElse(Map.of()))
                : ofRegistry(context, where, ref, registry, problems);
        if (problems.size() > before) {
            return Optional.empty();
        }
        String name = flavour == ImageFlavour.DOCKER ? DOCKER : CONTAINER + "['" + registry.orElse("") + "']";
        for (String key : List.of("username", "password")) {
            if (String.valueOf(secret.getOrDefault(key, "")).isBlank()) {
                problems.add(where + ": the secret '" + name + "' "
                        + (secret.isEmpty() ? "is not defined" : "has no '" + key + "'")
                        + ". Give the job a secret of that name with username and password"
                        + " (and 'repository', a pattern of what it may write). [UPLOAD-001]");
                return Optional.empty();
            }
        }
        guard(context, where, name, repository, secret, problems);
        // A secret made from a file ends in a line break more often than not.
        Credential credential = new Credential(
                String.valueOf(secret.get("username")).strip(),
                String.valueOf(secret.get("password")).strip());
        context.hide(credential.password());
        context.hide(credential.encoded());
        Optional<String> cert = Optional.ofNullable(secret.get("cert")).map(String::valueOf);
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(new FinalRegistry(endpoint(context, hub, ref, cert, credential), ref.path()));
    }

    private static Map<String, Object> ofRegistry(
            RoleContext context, String where, ImageRef ref, Optional<String> registry, List<String> problems) {
        Map<String, Object> all = Variables.map(context.variable(CONTAINER).orElse(Map.of()));
        if (registry.isEmpty()) {
            problems.add(where + ": 'registry' is missing; it says which entry of '" + CONTAINER
                    + "' to publish with. [UPLOAD-002]");
            return Map.of();
        }
        if (!all.containsKey(registry.get())) {
            String meant = Suggestions.didYouMean(registry.get(), List.copyOf(all.keySet()));
            problems.add(
                    where + ": 'registry' is '" + registry.get() + "', for which '" + CONTAINER + "' has no entry. "
                            + (meant.isEmpty() ? "" : meant + " ") + "It has: "
                            + (all.isEmpty() ? "none" : String.join(", ", all.keySet())) + ". [UPLOAD-002]");
            return Map.of();
        }
        if (!sameHost(registry.get(), ref.host())) {
            problems.add(where + ": 'registry' is '" + registry.get() + "', but 'repository' lies in '" + ref.host()
                    + "'. A credential goes to its own registry only: write the same host in both. [UPLOAD-003]");
        }
        return Variables.map(all.get(registry.get()));
    }

    private static boolean sameHost(String registry, String host) {
        try {
            return ImageRef.parse(registry + "/x/x").host().equals(host);
        } catch (IllegalArgumentException notAHost) {
            return false;
        }
    }

    private static void guard(
            RoleContext context,
            String where,
            String name,
            String repository,
            Map<String, Object> secret,
            List<String> problems) {
        Object pattern = secret.get("repository");
        if (pattern == null) {
            return;
        }
        String text = String.valueOf(pattern).strip();
        try {
            if (!Pattern.compile(text).matcher(repository).find()) {
                problems.add(where + ": repository '" + repository + "' is not one that the secret '" + name
                        + "' is for: it does not match '" + text + "'. Nothing was published. [UPLOAD-004]");
            } else if (!text.startsWith("^")) {
                context.log("Warning: the pattern '" + text + "' of the secret '" + name
                        + "' may match anywhere in a repository's name; begin it with '^'");
            }
        } catch (PatternSyntaxException malformed) {
            problems.add(where + ": the secret '" + name + "' has a 'repository' that is no regular expression: "
                    + malformed.getDescription() + ". [UPLOAD-004]");
        }
    }

    /// Docker Hub's images go to the site's stand-in for it, where it has one; a job that names `docker.io` in
    /// `docker_registry` means Docker Hub itself.
    private static RegistryEndpoint endpoint(
            RoleContext context, HubMirror hub, ImageRef ref, Optional<String> cert, Credential credential) {
        boolean named = Variables.text(context, "docker_registry").isPresent();
        return at(named ? HubMirror.none() : hub, ref, cert, Optional.of(credential));
    }

    /// Where an image is read without the job's credentials.
    static RegistryEndpoint reading(HubMirror hub, ImageRef ref) {
        return at(
                hub,
                ref,
                Optional.empty(),
                ref.host().equals(HUB) ? hub.credential().get() : Optional.empty());
    }

    private static RegistryEndpoint at(
            HubMirror hub, ImageRef ref, Optional<String> cert, Optional<Credential> credential) {
        if (ref.host().equals(HUB)) {
            return hub.url().isPresent()
                    ? new RegistryEndpoint(
                            URI.create(hub.url().get().replaceAll("/+$", "")),
                            hub.caPem().or(() -> cert),
                            credential)
                    : RegistryEndpoint.https(HUB_API, HTTPS, cert, credential);
        }
        int colon = ref.host().endsWith("]") ? -1 : ref.host().lastIndexOf(':');
        String host = colon < 0 ? ref.host() : ref.host().substring(0, colon);
        int port = colon < 0 ? HTTPS : Integer.parseInt(ref.host().substring(colon + 1));
        return RegistryEndpoint.https(host, port, cert, credential);
    }

    @Override
    public String toString() {
        return endpoint.name() + "/" + repository;
    }
}
