package dev.sluice.workflows.json;

import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.util.List;

/// The data converter that every client and worker of Sluice must be made with.
public final class SluiceDataConverter {
    private SluiceDataConverter() {}

    /// For `WorkflowClientOptions.setDataConverter`.
    public static DataConverter create() {
        return new CodecDataConverter(
                DefaultDataConverter.newDefaultInstance()
                        .withPayloadConverterOverrides(new JacksonJsonPayloadConverter(SluiceJson.mapper())),
                List.of(new LargePayloads()));
    }
}
