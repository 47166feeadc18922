package dev.sluice.engine.story;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Subject;

/// Sends a state through JSON, as a workflow's history does, and refuses what does not come back equal.
public final class StateJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addMixIn(Subject.class, SubjectTag.class)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private StateJson() {}

    public static <S> S through(S state, Class<S> type) {
        try {
            String text = JSON.writeValueAsString(state);
            S back = JSON.readValue(text, type);
            if (!back.equals(state)) {
                throw new AssertionError("JSON lost something of\n" + state + "\nby\n" + text);
            }
            return back;
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON for " + state, e);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({@JsonSubTypes.Type(Change.class), @JsonSubTypes.Type(GitRef.class)})
    private interface SubjectTag {}
}
