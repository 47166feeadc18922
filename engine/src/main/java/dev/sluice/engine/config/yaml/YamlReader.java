package dev.sluice.engine.config.yaml;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Problems;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/// Text in, nodes with places out, or the one problem that makes the whole file unreadable (A13).
///
/// Limits hold for hostile files: size, depth, and how much aliases may blow a file up.
public final class YamlReader {
    /// Largest file in characters.
    public static final int MOST_CHARACTERS = 4_000_000;

    private static final int MOST_DEPTH = 100;
    private static final char REPLACEMENT = '\uFFFD';

    /// @param root nothing for an empty file and for one that cannot be read
    public record Outcome(Optional<YamlNode> root, List<Problem> problems) {}

    private YamlReader() {}

    public static Outcome read(FileText file) {
        var problems = new Problems();
        Optional<YamlNode> root = limitsKept(file, problems) ? compose(file, problems) : Optional.empty();
        return new Outcome(problems.isEmpty() ? root : Optional.empty(), problems.list());
    }

    private static boolean limitsKept(FileText file, Problems problems) {
        if (file.text().length() > MOST_CHARACTERS) {
            problems.add(file.problem(
                    ConfigCode.FILE_TOO_LARGE,
                    Span.FILE,
                    Span.FILE,
                    "the file has more than %d characters.".formatted(MOST_CHARACTERS),
                    "Split it."));
            return false;
        }
        int bad = file.text().indexOf(REPLACEMENT);
        if (bad >= 0) {
            Span span = at(file.text(), bad);
            problems.add(file.problem(
                    ConfigCode.NOT_UTF8,
                    span,
                    span,
                    "the file is not UTF-8.",
                    "Save it as UTF-8 without other bytes."));
            return false;
        }
        return true;
    }

    private static Optional<YamlNode> compose(FileText file, Problems problems) {
        var options = new LoaderOptions();
        options.setCodePointLimit(MOST_CHARACTERS);
        options.setNestingDepthLimit(MOST_DEPTH);
        options.setAllowDuplicateKeys(true);
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        options.setTagInspector(_ -> true);
        String text = file.text().startsWith("\uFEFF") ? file.text().substring(1) : file.text();
        try {
            var composer = new Composer(new ParserImpl(new StreamReader(text), options), new Resolver(), options);
            if (!composer.checkNode()) {
                return Optional.empty();
            }
            Node root = composer.getNode();
            if (composer.checkNode()) {
                Span span = NodeConverter.span(composer.getNode());
                problems.add(file.problem(
                        ConfigCode.SEVERAL_DOCUMENTS,
                        span,
                        span,
                        "the file holds a second YAML document.",
                        "Remove the line '---' before it."));
                return Optional.empty();
            }
            return new NodeConverter(file, problems).convert(root);
        } catch (MarkedYAMLException e) {
            problems.add(marked(file, e));
        } catch (ReaderException e) {
            Span span = at(file.text(), Math.max(0, e.getPosition()));
            problems.add(file.problem(
                    ConfigCode.NOT_UTF8,
                    span,
                    span,
                    "the character U+%04X may not stand in YAML.".formatted(e.getCodePoint()),
                    "Remove it, or write it as an escape in double quotes."));
        } catch (YAMLException e) {
            boolean deep = String.valueOf(e.getMessage()).contains("Nesting Depth");
            problems.add(file.problem(
                    deep ? ConfigCode.TOO_DEEP : ConfigCode.YAML_SYNTAX,
                    Span.FILE,
                    Span.FILE,
                    deep
                            ? "the file nests deeper than %d levels.".formatted(MOST_DEPTH)
                            : "the file is not valid YAML.",
                    deep ? "" : String.valueOf(e.getMessage())));
        }
        return Optional.empty();
    }

    private static Problem marked(FileText file, MarkedYAMLException e) {
        Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
        int line = mark == null ? 1 : mark.getLine() + 1;
        int column = mark == null ? 1 : mark.getColumn() + 1;
        var span = new Span(line, column, line, column + 1);
        var around = new Span(Math.max(1, line - 2), 1, line + 1, 1);
        String found = String.valueOf(e.getProblem());
        if (found.contains("\\t")) {
            return file.problem(
                    ConfigCode.TAB, span, around, "a tab stands where only spaces may.", "Indent with spaces.");
        }
        String context = e.getContext() == null ? "" : " " + e.getContext();
        return file.problem(
                ConfigCode.YAML_SYNTAX,
                span,
                around,
                "the file is not valid YAML%s: %s.".formatted(context, found),
                Jinja.hint(file, line));
    }

    private static Span at(String text, int index) {
        int line = 1
                + (int) text.substring(0, index).chars().filter(c -> c == '\n').count();
        int column = index - text.lastIndexOf('\n', index - 1);
        return new Span(line, column, line, column + 1);
    }
}
