package dev.sluice.engine.config.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The language as JSON Schema (draft 2020-12) for editors, made from the tables that the parser itself checks with.
///
/// What only a whole tenant can tell, such as names of jobs, is not in it; nor are YAML's tags, which no JSON has.
public final class JsonSchema {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final Map<String, Object> definitions = new LinkedHashMap<>();
    private final Map<Schema, String> names = new LinkedHashMap<>();

    private JsonSchema() {}

    /// Schema of `zuul.yaml` and the other configuration files of a repository.
    public static Map<String, Object> ofRepository() {
        var made = new JsonSchema();
        Map<String, Object> objects = new LinkedHashMap<>();
        FileParser.TABLES.forEach((kind, table) -> objects.put(kind, made.reference(table)));
        FileParser.PASSED_OVER.forEach(kind -> objects.put(kind, true));
        return made.file("Configuration of a repository (zuul.yaml)", objects);
    }

    /// Schema of the tenant file, `main.yaml`.
    public static Map<String, Object> ofTenants() {
        var made = new JsonSchema();
        Map<String, Object> objects = new LinkedHashMap<>();
        objects.put("tenant", made.reference(TenantSchema.TENANT));
        objects.put("global-semaphore", made.reference(TenantSchema.GLOBAL_SEMAPHORE));
        TenantSchema.KINDS.forEach(kind -> objects.putIfAbsent(kind, true));
        return made.file("Tenant file (main.yaml)", objects);
    }

    private Map<String, Object> file(String title, Map<String, Object> objects) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("$schema", DIALECT);
        file.put("title", title);
        file.put("type", "array");
        Map<String, Object> stanza = object();
        stanza.put("minProperties", 1);
        stanza.put("maxProperties", 1);
        stanza.put("properties", objects);
        stanza.put("additionalProperties", false);
        file.put("items", stanza);
        file.put("$defs", definitions);
        return Collections.unmodifiableMap(file);
    }

    private Map<String, Object> reference(Schema schema) {
        String known = names.get(schema);
        if (known == null) {
            String name = schema.kind().replace(' ', '-');
            for (int i = 2; definitions.containsKey(name); i++) {
                name = schema.kind().replace(' ', '-') + "-" + i;
            }
            names.put(schema, name);
            definitions.put(name, Map.of());
            definitions.put(name, fields(schema));
            known = name;
        }
        return single("$ref", "#/$defs/" + known);
    }

    private Map<String, Object> fields(Schema schema) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Attribute attribute : schema.attributes()) {
            Map<String, Object> value = new LinkedHashMap<>(shape(inside(schema, attribute)));
            if (!attribute.fallback().isEmpty()) {
                value.put("description", "Default: " + attribute.fallback());
            }
            properties.put(attribute.name(), value);
            if (attribute.required()) {
                required.add(attribute.name());
            }
        }
        Map<String, Object> object = object();
        object.put("properties", properties);
        if (!required.isEmpty()) {
            object.put("required", required);
        }
        if (!schema.oneOf().isEmpty()) {
            object.put(
                    "oneOf",
                    schema.oneOf().stream()
                            .map(name -> single("required", List.of(name)))
                            .toList());
        }
        Optional<Shape> others = schema.others();
        object.put("additionalProperties", others.isPresent() ? shape(others.get()) : false);
        return object;
    }

    /// What stands below a connection of a pipeline depends on its driver, which the parser looks up; and of a tenant's
    /// projects the parser reads each form with its own table.
    private static Shape inside(Schema schema, Attribute attribute) {
        Optional<Shape> deeper = schema.kind().equals("pipeline")
                ? PipelineSchema.below(attribute.name())
                : schema.kind().equals("tenant.source") ? TenantSchema.below(attribute.name()) : Optional.empty();
        return deeper.orElse(attribute.shape());
    }

    private Map<String, Object> shape(Shape shape) {
        return switch (shape) {
            case Shape.Text _ -> single("type", "string");
            case Shape.Pattern _ -> single("type", "string");
            case Shape.Truth _ -> single("type", "boolean");
            case Shape.Nothing _ -> single("type", "null");
            case Shape.Version _ -> single("type", List.of("string", "number"));
            case Shape.Anything _ -> Map.of();
            case Shape.Data _ -> object();
            case Shape.Whole whole -> whole(whole);
            case Shape.Word word -> single("enum", word.allowed());
            case Shape.ListOf list -> list(list.item());
            case Shape.OneOrList one -> single("anyOf", List.of(shape(one.item()), list(one.item())));
            case Shape.Either either ->
                single("anyOf", either.options().stream().map(this::shape).toList());
            case Shape.Fields fields -> reference(fields.schema());
            case Shape.MapOf map -> mapOf(shape(map.value()));
            case Shape.OneKey one -> oneKey(one);
            case Shape.Variables _ -> variables();
            case Shape.VariablesByHost _ -> mapOf(variables());
        };
    }

    private static Map<String, Object> whole(Shape.Whole whole) {
        Map<String, Object> number = new LinkedHashMap<>(single("type", "integer"));
        number.put("minimum", whole.least());
        number.put("maximum", Integer.MAX_VALUE);
        return number;
    }

    private Map<String, Object> list(Shape item) {
        Map<String, Object> list = new LinkedHashMap<>(single("type", "array"));
        list.put("items", shape(item));
        return list;
    }

    private static Map<String, Object> mapOf(Map<String, Object> value) {
        Map<String, Object> object = object();
        object.put("additionalProperties", value);
        return object;
    }

    private Map<String, Object> oneKey(Shape.OneKey one) {
        Map<String, Object> object = mapOf(shape(one.value()));
        object.put("minProperties", 1);
        object.put("maxProperties", 1);
        return object;
    }

    private static Map<String, Object> variables() {
        Map<String, Object> names = new LinkedHashMap<>(single("pattern", "^[A-Za-z_][A-Za-z0-9_]*$"));
        names.put("not", single("enum", VariableNames.RESERVED));
        Map<String, Object> object = object();
        object.put("propertyNames", names);
        return object;
    }

    private static Map<String, Object> object() {
        return new LinkedHashMap<>(single("type", "object"));
    }

    private static Map<String, Object> single(String key, Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        return map;
    }
}
