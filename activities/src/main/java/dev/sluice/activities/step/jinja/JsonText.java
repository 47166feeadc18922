package dev.sluice.activities.step.jinja;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/// JSON of values.
public final class JsonText {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final ObjectWriter NICE = MAPPER.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("    ", "\n"))
            .withArrayIndenter(new DefaultIndenter("    ", "\n")));

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(100).build());
    }

    private JsonText() {}

    static String compact(@Nullable Object value, Limits limits) {
        limits.checkSize(Values.weight(value, limits.values()));
        return limits.checked(write(MAPPER.writer(), value));
    }

    static String nice(@Nullable Object value, Limits limits) {
        limits.checkSize(Values.weight(value, limits.values()));
        return limits.checked(write(NICE, value));
    }

    /// For logs.
    public static String nice(@Nullable Object value) {
        return write(NICE, value);
    }

    private static String write(ObjectWriter writer, @Nullable Object value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw Stop.because("the value cannot be written as JSON");
        }
    }

    static @Nullable Object parse(String text, Limits limits) {
        try {
            Object value = MAPPER.readValue(text, Object.class);
            limits.checkSize(Values.weight(value, limits.values()));
            return value;
        } catch (JsonProcessingException e) {
            throw Stop.because("'from_json' found no JSON");
        }
    }
}
