package dev.sluice.activities.step.jinja;

import dev.sluice.engine.problem.Suggestions;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All filters by name.
final class Filters {
    private static final Map<String, Filter> ALL = new TreeMap<>();

    static {
        ALL.putAll(CoreFilters.all());
        ALL.putAll(TextFilters.all());
        ALL.putAll(ListFilters.all());
        ALL.putAll(DataFilters.all());
    }

    private Filters() {}

    interface Filter {
        @Nullable
        Object apply(Call call);
    }

    static @Nullable Object apply(String name, Call call) {
        Filter filter = ALL.get(name);
        if (filter == null) {
            throw Stop.because("filter '" + name + "' is not known. " + Suggestions.didYouMean(name, ALL.keySet())
                    + " Known: " + String.join(", ", ALL.keySet()));
        }
        return filter.apply(call);
    }
}
