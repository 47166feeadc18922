package dev.sluice.activities.gerrit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/// Gerrit's dialect of JSON: a guard line in front, times in UTC without a zone, ids with slashes in paths.
final class GerritJson {
    private static final String GUARD = ")]}'";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(100).build())
                    .build())
            .build();

    private GerritJson() {}

    static JsonNode parse(String text) throws JsonProcessingException {
        return MAPPER.readTree(text.startsWith(GUARD) ? text.substring(GUARD.length()) : text);
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /// Seconds since the epoch of `2026-11-22 22:04:28.000000000`; 0 when it is no time.
    static long epochSecond(JsonNode time) {
        String text = time.asText("");
        try {
            return text.length() < 19
                    ? 0
                    : LocalDateTime.parse(text.substring(0, 19), TIME).toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return 0;
        }
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText("")));
        return List.copyOf(texts);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
