package dev.sluice.engine.config.yaml;

import java.util.List;
import java.util.stream.Collectors;

/// What a value may look like; the tables of the language are made of these (A15).
public sealed interface Shape {

    /// For messages: "must be …".
    String describe();

    /// Text, not a number and not a truth value.
    record Text() implements Shape {
        @Override
        public String describe() {
            return "a text";
        }
    }

    /// A regular expression that RE2 understands (B1).
    record Pattern() implements Shape {
        @Override
        public String describe() {
            return "a regular expression";
        }
    }

    record Truth() implements Shape {
        @Override
        public String describe() {
            return "true or false";
        }
    }

    record Whole(int least) implements Shape {
        @Override
        public String describe() {
            return least == Integer.MIN_VALUE ? "a whole number" : "a whole number, at least " + least;
        }
    }

    /// A number or text such as `2.9`.
    record Version() implements Shape {
        @Override
        public String describe() {
            return "a version";
        }
    }

    record Nothing() implements Shape {
        @Override
        public String describe() {
            return "null";
        }
    }

    record Word(List<String> allowed) implements Shape {
        @Override
        public String describe() {
            return allowed.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
        }
    }

    record ListOf(Shape item) implements Shape {
        @Override
        public String describe() {
            return "a list";
        }
    }

    /// One item, or a list of them.
    record OneOrList(Shape item) implements Shape {
        @Override
        public String describe() {
            return item.describe() + ", or a list of such";
        }
    }

    record Either(List<Shape> options) implements Shape {
        @Override
        public String describe() {
            return options.stream().map(Shape::describe).collect(Collectors.joining(" or "));
        }
    }

    /// A mapping with known keys.
    record Fields(Schema schema) implements Shape {
        @Override
        public String describe() {
            return "a mapping";
        }
    }

    /// A mapping with free keys.
    record MapOf(Shape value) implements Shape {
        @Override
        public String describe() {
            return "a mapping";
        }
    }

    /// A mapping with exactly one free key, such as `{job-name: {…}}`.
    record OneKey(Shape value) implements Shape {
        @Override
        public String describe() {
            return "a mapping with one key";
        }
    }

    /// A mapping whose keys are names of Ansible variables (A31).
    record Variables() implements Shape {
        @Override
        public String describe() {
            return "a mapping of variables";
        }
    }

    /// Host or group names to variables.
    record VariablesByHost() implements Shape {
        @Override
        public String describe() {
            return "a mapping from names to variables";
        }
    }

    /// A mapping with any content, encrypted parts included (A61).
    record Data() implements Shape {
        @Override
        public String describe() {
            return "a mapping";
        }
    }

    record Anything() implements Shape {
        @Override
        public String describe() {
            return "anything";
        }
    }
}
