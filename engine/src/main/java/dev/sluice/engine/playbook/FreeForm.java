package dev.sluice.engine.playbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Ansible's old one-line forms: `command: make test chdir=src` and `file: path=/tmp/x state=directory`.
///
/// @param command the text without its options
record FreeForm(String command, Map<String, String> options) {

    /// Takes `name=value` words of these names out of a command; all else stays as it was written.
    static FreeForm of(String text, List<String> names) {
        Map<String, String> options = new LinkedHashMap<>();
        StringBuilder command = new StringBuilder();
        for (String word : words(text, true)) {
            int equals = word.indexOf('=');
            if (equals > 0 && names.contains(word.substring(0, equals))) {
                options.put(word.substring(0, equals), unquoted(word.substring(equals + 1)));
            } else {
                command.append(word);
            }
        }
        return new FreeForm(options.isEmpty() ? text : command.toString().strip(), options);
    }

    /// All words as pairs; absent when one of them is none.
    static Optional<Map<String, String>> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String word : words(text, false)) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                return Optional.empty();
            }
            pairs.put(word.substring(0, equals), unquoted(word.substring(equals + 1)));
        }
        return Optional.of(pairs);
    }

    /// Splits at blanks outside of quotes and templates.
    ///
    /// @param keepBlanks whether the blanks are words of their own
    private static List<String> words(String text, boolean keepBlanks) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        int braces = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && braces == 0 && Character.isWhitespace(c)) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                if (keepBlanks) {
                    words.add(String.valueOf(c));
                }
                continue;
            }
            if (text.startsWith("{{", i)) {
                braces++;
            } else if (text.startsWith("}}", i) && braces > 0) {
                braces--;
                word.append(c);
                i++;
                c = text.charAt(i);
            } else if (quote != 0 && c == '\\' && i + 1 < text.length()) {
                word.append(c);
                i++;
                c = text.charAt(i);
            } else if (braces == 0 && (c == '"' || c == '\'') && (quote == 0 || quote == c)) {
                quote = quote == 0 ? c : 0;
            }
            word.append(c);
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && ((value.startsWith("\"") && value.endsWith("\"")) || (value.startsWith("'") && value.endsWith("'")));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
