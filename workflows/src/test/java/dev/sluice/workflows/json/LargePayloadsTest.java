package dev.sluice.workflows.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LargePayloadsTest {
    private final DataConverter converter = SluiceDataConverter.create();

    @Test
    void aSmallPayloadStaysReadable() {
        Payload payload = converter.toPayload(List.of("a", "b")).orElseThrow();

        assertThat(payload.getData().toStringUtf8()).isEqualTo("[\"a\",\"b\"]");
    }

    @Test
    void aLargePayloadIsSmallOnItsWayAndWholeAfterwards() {
        List<String> files = IntStream.range(0, 5_000)
                .mapToObj(i -> "src/main/java/org/example/component" + i % 40 + "/File" + i + ".java")
                .toList();

        Payload payload = converter.toPayload(files).orElseThrow();

        assertThat(payload.getMetadataOrThrow("encoding")).isEqualTo(ByteString.copyFromUtf8("binary/zlib"));
        assertThat(payload.getSerializedSize()).isLessThan(40_000);
        assertThat(converter.fromPayload(payload, List.class, List.class)).isEqualTo(files);
    }
}
