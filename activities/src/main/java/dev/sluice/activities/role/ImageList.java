package dev.sluice.activities.role;

import dev.sluice.activities.contract.RoleContext;
import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.registry.ImageRef;
import dev.sluice.engine.problem.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a job's list of images (1.2), and tells all that is wrong with it at once.
final class ImageList {
    private final ImageFlavour flavour;
    private final ImageTags tags;
    private final Use use;
    private final List<String> problems = new ArrayList<>();

    /// What the list is read for.
    enum Use {
        /// Images are built from it.
        BUILD,
        /// Images are copied to registries or tagged there.
        PUBLISH
    }

    private ImageList(ImageFlavour flavour, ImageTags tags, Use use) {
        this.flavour = flavour;
        this.tags = tags;
        this.use = use;
    }

    /// @throws StepFailure with all problems, one a line
    static List<ImageSpec> read(RoleContext context, ImageFlavour flavour, Use use) throws StepFailure {
        Object value = context.variable(flavour.list())
                .orElseThrow(
                        () -> new StepFailure(
                                "The variable '" + flavour.list() + "' is not defined. Give it, in the"
                                        + " job's vars, a list of images, each with at least 'context' and 'repository'. [IMAGE-001]"));
        ImageList reader = new ImageList(flavour, ImageTags.of(context), use);
        List<ImageSpec> images = reader.images(value);
        if (!reader.problems.isEmpty()) {
            throw new StepFailure(String.join("\n", reader.problems));
        }
        return images;
    }

    private List<ImageSpec> images(Object value) {
        List<ImageSpec> images = new ArrayList<>();
        if (!(value instanceof List<?> entries) || entries.isEmpty()) {
            problem("IMAGE-001", flavour.list(), "it must be a list of at least one image.");
            return images;
        }
        Map<String, String> owners = new LinkedHashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            String place = flavour.list() + "[" + i + "]";
            Object entry = entries.get(i);
            if (entry instanceof Map<?, ?>) {
                image(place, Variables.map(entry), owners).ifPresent(images::add);
            } else {
                problem("IMAGE-001", place, "it must be a map with at least 'context' and 'repository'.");
            }
        }
        return images;
    }

    private Optional<ImageSpec> image(String place, Map<String, Object> entry, Map<String, String> owners) {
        int before = problems.size();
        for (String key : entry.keySet()) {
            if (!flavour.keys().contains(key)) {
                String meant = Suggestions.didYouMean(key, flavour.keys());
                problem(
                        "IMAGE-002",
                        place,
                        "key '" + key + "' is not known. " + (meant.isEmpty() ? "" : meant + " ") + "Allowed: "
                                + String.join(", ", flavour.keys()) + ".");
            }
        }
        if (entry.containsKey("arch")) {
            problem(
                    "IMAGE-003",
                    place,
                    "'arch' asks for a build for several architectures, and nodes have the classic builder, which knows"
                            + " only its own. Remove 'arch'.");
        }
        String repository = repository(place, entry);
        List<String> finalTags = entry.containsKey("tags") ? texts(place, entry, "tags") : List.of("latest");
        if (finalTags.isEmpty()) {
            problem("IMAGE-004", place, "'tags' is empty; leave it out for 'latest'.");
        }
        for (String tag : finalTags) {
            String defect = tags.defect(tag);
            if (!defect.isEmpty()) {
                problem("IMAGE-004", place, defect);
            }
            String other = owners.putIfAbsent(repository + ":" + tag, place);
            if (other != null) {
                problem("IMAGE-005", place, "'" + repository + ":" + tag + "' is already the image of " + other + ".");
            }
        }
        ImageSpec image = new ImageSpec(
                place,
                use == Use.BUILD
                        ? required(place, entry, "context")
                        : text(place, entry, "context").orElse(""),
                text(place, entry, "path").orElse("."),
                text(place, entry, flavour.fileKey()),
                text(place, entry, "registry"),
                repository,
                finalTags,
                texts(place, entry, "build_args"),
                text(place, entry, "target"),
                texts(place, entry, "labels"),
                texts(place, entry, "siblings"));
        return problems.size() == before ? Optional.of(image) : Optional.empty();
    }

    private String repository(String place, Map<String, Object> entry) {
        String repository = required(place, entry, "repository");
        if (repository.isEmpty()) {
            return repository;
        }
        try {
            ImageRef ref = ImageRef.parse(repository);
            if (ref.tag().isPresent() || ref.digest().isPresent()) {
                problem("IMAGE-006", place, "'repository' is '" + repository + "'; tags belong into 'tags'.");
            }
        } catch (IllegalArgumentException refused) {
            problem("IMAGE-006", place, "'repository': " + refused.getMessage());
        }
        return repository;
    }

    private String required(String place, Map<String, Object> entry, String key) {
        Optional<String> found = text(place, entry, key);
        if (found.isEmpty() && !entry.containsKey(key)) {
            problem("IMAGE-007", place, "'" + key + "' is missing.");
        }
        return found.orElse("");
    }

    private Optional<String> text(String place, Map<String, Object> entry, String key) {
        Object value = entry.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof List
                || value instanceof Map
                || String.valueOf(value).isBlank()) {
            problem("IMAGE-008", place, "'" + key + "' must be a text that is not empty.");
            return Optional.empty();
        }
        return Optional.of(String.valueOf(value));
    }

    private List<String> texts(String place, Map<String, Object> entry, String key) {
        Object value = entry.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> items)
                || items.stream().anyMatch(item -> item == null || item instanceof Map || item instanceof List)) {
            problem("IMAGE-008", place, "'" + key + "' must be a list of texts.");
            return List.of();
        }
        return items.stream().map(String::valueOf).toList();
    }

    private void problem(String code, String place, String text) {
        problems.add(place + ": " + text + " [" + code + "]");
    }
}
