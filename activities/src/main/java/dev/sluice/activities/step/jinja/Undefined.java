package dev.sluice.activities.step.jinja;

import com.hubspot.jinjava.util.HasObjectTruthValue;

/// The value of a name or attribute that does not exist. Tests and `default` may ask about it; any other use stops the
/// evaluation.
public record Undefined(String reason) implements HasObjectTruthValue {

    public static Undefined variable(String name) {
        return new Undefined("'" + name + "' is undefined");
    }

    Stop used() {
        return Stop.undefined(reason);
    }

    @Override
    public boolean getObjectTruthValue() {
        throw used();
    }

    @Override
    public String toString() {
        throw used();
    }
}
