package dev.sluice.engine.conform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The case files of the tests; the system property `conformance.dir` names another folder.
final class CaseFiles {
    private CaseFiles() {}

    static List<ConformRunner.CaseText> all() {
        Path folder = Path.of(System.getProperty("conformance.dir", "src/test/resources/conformance"));
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(CaseFiles::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ConformRunner.CaseText read(Path file) {
        try {
            return new ConformRunner.CaseText(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
