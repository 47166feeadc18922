package dev.sluice.activities.step.jinja;

import com.google.re2j.Matcher;
import com.google.re2j.PatternSyntaxException;
import dev.sluice.activities.step.jinja.Filters.Filter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Filters on texts and paths.
final class TextFilters {
    private TextFilters() {}

    static Map<String, Filter> all() {
        Map<String, Filter> filters = new LinkedHashMap<>();
        filters.put("lower", call -> call.inputText().toLowerCase(Locale.ROOT));
        filters.put("upper", call -> call.inputText().toUpperCase(Locale.ROOT));
        filters.put("capitalize", call -> Texts.capitalize(call.inputText()));
        filters.put("title", call -> Texts.title(call.inputText()));
        filters.put("trim", call -> Texts.strip(call.inputText(), call.text(0, "chars", ""), true, true));
        filters.put(
                "replace",
                call -> call.limits()
                        .checked(Texts.replace(
                                call.inputText(), call.requiredText(0, "old"), call.requiredText(1, "new"))));
        filters.put(
                "split",
                call -> Texts.split(
                        call.inputText(), call.text(0, "sep", ""), call.integer(1, "maxsplit", -1), call.limits()));
        filters.put(
                "splitlines",
                call -> new ArrayList<@Nullable Object>(call.inputText().lines().toList()));
        filters.put("indent", TextFilters::indent);
        filters.put(
                "format",
                call -> call.limits()
                        .checked(Formats.percent(call.inputText(), call.given().positional())));
        filters.put("quote", call -> shellQuoted(call.inputText()));
        filters.put(
                "urlencode",
                call -> URLEncoder.encode(call.inputText(), StandardCharsets.UTF_8)
                        .replace("+", "%20"));
        filters.put("regex_replace", TextFilters::regexReplace);
        filters.put("regex_search", TextFilters::regexSearch);
        filters.put("regex_findall", TextFilters::regexFindAll);
        filters.put("regex_escape", call -> com.google.re2j.Pattern.quote(call.inputText()));
        filters.put(
                "basename", call -> call.inputText().substring(call.inputText().lastIndexOf('/') + 1));
        filters.put("dirname", call -> directory(call.inputText()));
        filters.put("splitext", TextFilters::extension);
        filters.put("path_join", TextFilters::pathJoin);
        return filters;
    }

    /// One word of a POSIX shell.
    public static String shellQuoted(String text) {
        return text.matches("[A-Za-z0-9_@%+=:,./-]+") ? text : "'" + text.replace("'", "'\"'\"'") + "'";
    }

    private static String directory(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : slash == 0 ? "/" : path.substring(0, slash);
    }

    private static List<@Nullable Object> extension(Call call) {
        String path = call.inputText();
        int dot = path.lastIndexOf('.');
        boolean has = dot > path.lastIndexOf('/') + 1;
        return Lists.pair(has ? path.substring(0, dot) : path, has ? path.substring(dot) : "");
    }

    private static String pathJoin(Call call) {
        String path = "";
        for (Object part : call.inputList()) {
            String text = Values.text(part);
            boolean fresh = path.isEmpty() || text.startsWith("/");
            path = fresh ? text : path.endsWith("/") ? path + text : path + "/" + text;
        }
        return path;
    }

    private static String indent(Call call) {
        String blanks = " ".repeat(Math.clamp(call.integer(0, "width", 4), 0, 200));
        boolean first = call.flag(1, "first", false);
        StringBuilder out = new StringBuilder();
        String[] lines = call.inputText().split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            boolean indented = i == 0 ? first : !lines[i].isBlank();
            out.append(i == 0 ? "" : "\n").append(indented ? blanks : "").append(lines[i]);
            call.limits().checked(lines[i]);
        }
        return call.limits().checked(out.toString());
    }

    private static String regexReplace(Call call) {
        String replacement = Patterns.replacement(call.text(1, "replacement", ""));
        Matcher matcher = Patterns.of(call.text(0, "pattern", ""), call).matcher(call.inputText());
        StringBuilder out = new StringBuilder();
        try {
            while (matcher.find()) {
                matcher.appendReplacement(out, replacement);
                call.limits().checked(call.inputText());
                if (out.length() > call.limits().characters()) {
                    throw Stop.because("the text grew beyond " + call.limits().characters() + " characters");
                }
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException | PatternSyntaxException e) {
            throw Stop.because("the replacement names a group that the pattern does not have");
        }
        matcher.appendTail(out);
        return call.limits().checked(out.toString());
    }

    /// The match, or with groups such as `'\\1'` a list of them; None without a match.
    private static @Nullable Object regexSearch(Call call) {
        Matcher matcher = Patterns.of(call.requiredText(0, "pattern"), call).matcher(call.inputText());
        if (!matcher.find()) {
            return null;
        }
        if (call.count() < 2) {
            return matcher.group();
        }
        List<@Nullable Object> groups = new ArrayList<>();
        for (Object wanted : call.given().positional().subList(1, call.count())) {
            String name = Values.text(wanted).replaceAll("^\\\\(g<)?|>$", "");
            try {
                groups.add(name.matches("[0-9]{1,3}") ? matcher.group(Integer.parseInt(name)) : matcher.group(name));
            } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
                throw Stop.because("the pattern has no group '" + name + "'");
            }
        }
        return groups;
    }

    private static List<@Nullable Object> regexFindAll(Call call) {
        Matcher matcher = Patterns.of(call.requiredText(0, "pattern"), call).matcher(call.inputText());
        List<@Nullable Object> found = new ArrayList<>();
        while (matcher.find()) {
            call.limits().checkSize(found.size());
            if (matcher.groupCount() < 2) {
                found.add(matcher.group(matcher.groupCount()));
            } else {
                List<@Nullable Object> groups = new ArrayList<>();
                for (int i = 1; i <= matcher.groupCount(); i++) {
                    groups.add(matcher.group(i));
                }
                found.add(groups);
            }
        }
        return found;
    }
}
