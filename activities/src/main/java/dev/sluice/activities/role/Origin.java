package dev.sluice.activities.role;

import dev.sluice.activities.contract.RoleContext;
import dev.sluice.activities.registry.Digest;
import dev.sluice.activities.registry.Provenance;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a build knows of where its images come from.
final class Origin {
    /// Variable: `repository:tag` → name of a base image → its digest.
    static final String BASES = "buildset_image_bases";

    private static final String BUILDER = "https://sluice.dev/builder/classic/v1";

    private Origin() {}

    static Provenance of(RoleContext context, String repository, String tag, Digest digest) {
        Map<String, String> subject = new LinkedHashMap<>();
        Map<String, Object> zuul = Variables.map(context.variable("zuul").orElse(Map.of()));
        Variables.text(Variables.map(zuul.getOrDefault("project", Map.of())), "canonical_name")
                .ifPresent(name -> subject.put("project", name));
        for (String key :
                new String[] {"branch", "change", "patchset", "change_url", "commit_id", "ref", "pipeline", "job"}) {
            Variables.text(zuul, key).ifPresent(value -> subject.put(key, value));
        }
        Map<String, Digest> bases = new LinkedHashMap<>();
        Variables.map(Variables.map(context.variable(BASES).orElse(Map.of()))
                        .getOrDefault(repository + ":" + tag, Map.of()))
                .forEach((name, base) -> Digest.parse(String.valueOf(base)).ifPresent(one -> bases.put(name, one)));
        return new Provenance(repository, digest, subject, bases, BUILDER, context.build(), context.buildset());
    }

    /// Digest of an image that this build pushed to the buildset registry.
    static Optional<Digest> built(RoleContext context, String name) {
        return Optional.ofNullable(
                        Variables.map(context.variable(BuildImages.DIGESTS).orElse(Map.of()))
                                .get(name))
                .flatMap(text -> Digest.parse(String.valueOf(text)));
    }
}
