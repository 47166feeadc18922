package dev.sluice.engine.config.load;

import dev.sluice.engine.config.Connections;
import dev.sluice.engine.config.Parsed;
import dev.sluice.engine.config.TenantDefinition;
import dev.sluice.engine.config.yaml.FileText;
import dev.sluice.engine.config.yaml.TenantReader;
import dev.sluice.engine.config.yaml.YamlReader;
import dev.sluice.engine.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/// The tenant file (A1). Unlike problems of repositories, its problems are fatal (A14).
public final class TenantFile {
    private TenantFile() {}

    public static Parsed<List<TenantDefinition>> parse(String path, String text, Connections known) {
        var file = new FileText("", "", path, text);
        YamlReader.Outcome outcome = YamlReader.read(file);
        var reader = new TenantReader(file, known);
        outcome.root().ifPresent(reader::readAll);
        List<Problem> problems = new ArrayList<>(outcome.problems());
        problems.addAll(reader.problems().list());
        return new Parsed<>(reader.tenants(), List.copyOf(problems));
    }
}
