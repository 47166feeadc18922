package dev.sluice.activities.step.jinja;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a filter, test, method or function is called with.
///
/// @param input what stands before `|`, `is` or the dot
record Call(@Nullable Object input, Given given, Interpreter evaluation) {

    record Given(List<@Nullable Object> positional, Map<String, @Nullable Object> named) {}

    Call {
        given.positional().forEach(Values::defined);
        given.named().values().forEach(Values::defined);
    }

    Limits limits() {
        return evaluation.limits();
    }

    @Nullable
    Object defined() {
        return Values.defined(input);
    }

    int count() {
        return given.positional().size();
    }

    boolean has(int index, String name) {
        return index < count() || given.named().containsKey(name);
    }

    @Nullable
    Object argument(int index, String name, @Nullable Object otherwise) {
        if (index < count()) {
            return given.positional().get(index);
        }
        return given.named().getOrDefault(name, otherwise);
    }

    @Nullable
    Object required(int index, String name) {
        if (!has(index, name)) {
            throw Stop.because("argument '" + name + "' is missing");
        }
        return argument(index, name, null);
    }

    String text(int index, String name, String otherwise) {
        return Values.text(argument(index, name, otherwise));
    }

    String requiredText(int index, String name) {
        return Values.text(required(index, name));
    }

    boolean flag(int index, String name, boolean otherwise) {
        return Values.truth(argument(index, name, otherwise));
    }

    int integer(int index, String name, int otherwise) {
        long value = Values.number(argument(index, name, (long) otherwise)).longValue();
        return Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    String inputText() {
        return Values.text(input);
    }

    List<@Nullable Object> inputList() {
        return Lists.of(defined());
    }

    Map<String, @Nullable Object> inputMap() {
        return Lists.map(defined());
    }

    Call with(@Nullable Object other) {
        return new Call(other, given, evaluation);
    }

    /// The same call without its first positional arguments.
    Call skipping(@Nullable Object other, int skipped) {
        return new Call(other, new Given(given.positional().subList(skipped, count()), given.named()), evaluation);
    }
}
