package dev.sluice.engine.config.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The attributes of one kind of object.
///
/// @param kind such as `job`
/// @param others shape of the values of all other keys; absent when no other key is allowed
/// @param oneOf attributes of which an object has exactly one; empty for no such rule
public record Schema(String kind, List<Attribute> attributes, Optional<Shape> others, List<String> oneOf) {

    Schema(String kind, List<Attribute> attributes, Optional<Shape> others) {
        this(kind, attributes, others, List.of());
    }

    public static Schema of(String kind, Attribute... attributes) {
        return new Schema(kind, List.of(attributes), Optional.empty());
    }

    /// The same, with exactly one of these attributes.
    Schema withOneOf(String... names) {
        return new Schema(kind, attributes, others, List.of(names));
    }

    /// The same, with further keys that all look alike.
    public Schema andOthers(Shape shape) {
        return new Schema(kind, attributes, Optional.of(shape), oneOf);
    }

    /// The same under another name, some attributes left out.
    Schema without(String newKind, List<String> names) {
        List<Attribute> kept = new ArrayList<>(attributes);
        kept.removeIf(attribute -> names.contains(attribute.name()));
        return new Schema(newKind, List.copyOf(kept), others, oneOf);
    }

    public Optional<Attribute> find(String name) {
        for (Attribute attribute : attributes) {
            if (attribute.name().equals(name)) {
                return Optional.of(attribute);
            }
        }
        return Optional.empty();
    }

    public List<String> names() {
        return attributes.stream().map(Attribute::name).toList();
    }
}
