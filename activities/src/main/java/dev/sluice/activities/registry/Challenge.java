package dev.sluice.activities.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a `WWW-Authenticate` header asks for. Read leniently: parameters in any order and case, spaces, quotes or none,
/// several challenges in one header or several headers.
///
/// @param scheme in lower case
/// @param parameters names in lower case
record Challenge(String scheme, Map<String, String> parameters) {
    private static final Pattern PARAMETER =
            Pattern.compile("\\G[\\s,]*([\\w!#$%&'*+.^`|~-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+))");
    private static final Pattern SCHEME = Pattern.compile("\\G[\\s,]*([A-Za-z][\\w-]*)(?=\\s|,|$)(?!\\s*=)");

    static List<Challenge> parse(List<String> headers) {
        List<Challenge> found = new ArrayList<>();
        for (String header : headers) {
            int at = 0;
            Map<String, String> current = new LinkedHashMap<>();
            Matcher scheme = SCHEME.matcher(header);
            Matcher parameter = PARAMETER.matcher(header);
            while (at < header.length()) {
                if (scheme.find(at) && scheme.start() == at) {
                    current = new LinkedHashMap<>();
                    found.add(new Challenge(scheme.group(1).toLowerCase(Locale.ROOT), current));
                    at = scheme.end();
                } else if (parameter.find(at) && parameter.start() == at) {
                    String quoted = parameter.group(2);
                    current.put(
                            parameter.group(1).toLowerCase(Locale.ROOT),
                            quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
                    at = parameter.end();
                } else {
                    at++;
                }
            }
        }
        return found;
    }

    /// The strongest challenge that we can meet.
    static Optional<Challenge> best(List<String> headers) {
        List<Challenge> all = parse(headers);
        return all.stream()
                .filter(one -> one.isBearer() && one.parameters.containsKey("realm"))
                .findFirst()
                .or(() -> all.stream().filter(Challenge::isBasic).findFirst());
    }

    boolean isBearer() {
        return scheme.equals("bearer");
    }

    boolean isBasic() {
        return scheme.equals("basic");
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
