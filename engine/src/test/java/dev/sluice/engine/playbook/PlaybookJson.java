package dev.sluice.engine.playbook;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/// JSON of planner states as a workflow's data converter would write it.
final class PlaybookJson {
    private static final ObjectMapper MAPPER = new ObjectMapper().addMixIn(PlaybookOutline.Step.class, Tagged.class);

    private PlaybookJson() {}

    static PlaybookState roundTrip(PlaybookState state) {
        try {
            return MAPPER.readValue(MAPPER.writeValueAsString(state), PlaybookState.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS, property = "type")
    private interface Tagged {}
}
