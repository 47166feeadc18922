package dev.sluice.activities.store;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/// A process that writes documents until it is killed, and tells the key of each one that is committed.
final class InterruptedWriter {
    private static final int WRITERS = 4;

    private InterruptedWriter() {}

    static void main(String[] arguments) {
        SluiceDatabase database = SluiceDatabase.embedded(Path.of(arguments[0]));
        var documents = new JdbcDocumentStore(database, InstantSource.system());
        var last = new AtomicInteger();
        for (int i = 0; i < WRITERS; i++) {
            Thread.ofPlatform().start(() -> write(documents, last));
        }
    }

    static String body(String key) {
        return "\"" + key.repeat(100) + "\"";
    }

    private static void write(JdbcDocumentStore documents, AtomicInteger last) {
        for (int number = last.incrementAndGet(); ; number = last.incrementAndGet()) {
            String key = "document/" + number;
            if (number % 10 == 0) {
                Thread.currentThread().interrupt();
            }
            try {
                documents.put(key, body(key));
            } catch (RuntimeException interrupted) {
                continue;
            } finally {
                Thread.interrupted();
            }
            System.out.println(key);
        }
    }
}
