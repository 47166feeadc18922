package dev.sluice.workflows.json;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// Payloads that are large are compressed: the server takes none above 2 MB, and a queue of a thousand changes goes
/// from run to run in one. Small ones stay readable in the Temporal UI. The form is that of the Go SDK's zlib codec, so
/// that its codec server shows the others too.
final class LargePayloads implements PayloadCodec {
    private static final int LARGE = 32 * 1024;
    private static final String ENCODING = "encoding";
    private static final ByteString ZLIB = ByteString.copyFromUtf8("binary/zlib");

    @Override
    public List<Payload> encode(List<Payload> payloads) {
        return payloads.stream().map(LargePayloads::encode).toList();
    }

    @Override
    public List<Payload> decode(List<Payload> payloads) {
        return payloads.stream().map(LargePayloads::decode).toList();
    }

    private static Payload encode(Payload payload) {
        if (payload.getSerializedSize() < LARGE) {
            return payload;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream zlib = new DeflaterOutputStream(bytes)) {
            payload.writeTo(zlib);
        } catch (IOException e) {
            throw new PayloadCodecException(e);
        }
        return Payload.newBuilder()
                .putMetadata(ENCODING, ZLIB)
                .setData(ByteString.copyFrom(bytes.toByteArray()))
                .build();
    }

    private static Payload decode(Payload payload) {
        if (!ZLIB.equals(payload.getMetadataMap().get(ENCODING))) {
            return payload;
        }
        try (InflaterInputStream zlib =
                new InflaterInputStream(payload.getData().newInput())) {
            return Payload.parseFrom(zlib);
        } catch (IOException e) {
            throw new PayloadCodecException(e);
        }
    }
}
