package dev.sluice.engine.playbook;

import java.math.BigInteger;
import java.util.Locale;

/// Numbers of YAML 1.1: `0x1F`, `0b11`, `0644` and `0o644` octal, `1_000`, sexagesimal `1:30`.
final class YamlNumbers {
    private YamlNumbers() {}

    /// A long, or the text itself when it does not fit.
    static Object integer(String text) {
        String digits = text.replace("_", "");
        boolean negative = digits.startsWith("-");
        if (negative || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        try {
            BigInteger value = magnitude(digits);
            return (negative ? value.negate() : value).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            return text;
        }
    }

    private static BigInteger magnitude(String digits) {
        if (digits.contains(":")) {
            BigInteger value = BigInteger.ZERO;
            for (String part : digits.split(":")) {
                value = value.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
            }
            return value;
        }
        if (digits.startsWith("0x")) {
            return new BigInteger(digits.substring(2), 16);
        }
        if (digits.startsWith("0b")) {
            return new BigInteger(digits.substring(2), 2);
        }
        if (digits.startsWith("0o")) {
            return new BigInteger(digits.substring(2), 8);
        }
        boolean octal = digits.length() > 1 && digits.startsWith("0");
        return new BigInteger(digits, octal ? 8 : 10);
    }

    static Object decimal(String text) {
        String digits = text.replace("_", "").toLowerCase(Locale.ROOT);
        return switch (digits) {
            case ".inf", "+.inf" -> Double.POSITIVE_INFINITY;
            case "-.inf" -> Double.NEGATIVE_INFINITY;
            case ".nan" -> Double.NaN;
            default -> {
                try {
                    yield Double.valueOf(digits);
                } catch (NumberFormatException e) {
                    yield text;
                }
            }
        };
    }
}
