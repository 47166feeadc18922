package dev.sluice.engine.config.yaml;

/// Recognises the most frequent slip with templates in YAML.
final class Jinja {
    private Jinja() {}

    /// What to do when a line holds an unquoted `{{`, else the empty string.
    static String hint(FileText file, int line) {
        boolean jinja = file.line(line).contains("{{");
        return jinja ? "A value that begins with '{{' must stand in quotes." : "";
    }
}
