package dev.sluice.workflows.json;

import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;

/// The data converter that every client and worker of Sluice must be made with.
public final class SluiceDataConverter {
    private SluiceDataConverter() {}

    /// For `WorkflowClientOptions.setDataConverter`.
    public static DataConverter create() {
        return DefaultDataConverter.newDefaultInstance()
                .withPayloadConverterOverrides(new JacksonJsonPayloadConverter(SluiceJson.mapper()));
    }
}
