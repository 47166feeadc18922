package dev.sluice.workflows.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/// Refuses sets: a replay on another worker would walk them in another order.
final class RefusedSets extends SimpleModule {
    private static final long serialVersionUID = 1L;
    private static final String MESSAGE = "A set has no order and cannot be a payload; use a list.";

    RefusedSets() {
        super("sets-refused");
        addSerializer(Set.class, new RefusingWriter());
        addDeserializer(Set.class, new RefusingReader());
    }

    @SuppressWarnings("rawtypes")
    private static final class RefusingWriter extends JsonSerializer<Set> {
        @Override
        public void serialize(Set value, JsonGenerator out, SerializerProvider serializers) throws IOException {
            serializers.reportBadDefinition(Set.class, MESSAGE);
        }
    }

    @SuppressWarnings("rawtypes")
    private static final class RefusingReader extends JsonDeserializer<Set> {
        @Override
        public Set deserialize(JsonParser in, DeserializationContext context) throws IOException {
            context.reportBadDefinition(Set.class, MESSAGE);
            return new LinkedHashSet<>();
        }
    }
}
