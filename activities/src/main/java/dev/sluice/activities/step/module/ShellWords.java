package dev.sluice.activities.step.module;

import dev.sluice.activities.contract.StepFailure;
import java.util.ArrayList;
import java.util.List;

/// Words of a command as a POSIX shell would split them, without expanding anything in them.
final class ShellWords {
    private ShellWords() {}

    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+:,./-]+") ? word : "'" + word.replace("'", "'\"'\"'") + "'";
    }

    static List<String> split(String text) throws StepFailure {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
            if (quote == 0 && Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
                continue;
            }
            inWord = true;
            if (quote == '\'' && c != '\'') {
                word.append(c);
            } else if (c == '\\' && next != 0 && (quote == 0 || "\"\\$`".indexOf(next) >= 0)) {
                word.append(next);
                i++;
            } else if ((c == '"' || c == '\'') && (quote == 0 || quote == c)) {
                quote = quote == 0 ? c : 0;
            } else {
                word.append(c);
            }
        }
        if (quote != 0) {
            throw new StepFailure("the command has a quote that does not end");
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
