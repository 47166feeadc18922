package dev.sluice.activities.step.jinja;

import com.hubspot.jinjava.el.ext.ExtendedScanner;
import jinjava.de.odysseus.el.tree.impl.Scanner.ScanException;
import jinjava.de.odysseus.el.tree.impl.Scanner.Symbol;
import jinjava.de.odysseus.el.tree.impl.Scanner.Token;

/// jinjava's scanner with Python's strings: an unknown escape such as `\d` stays as it is.
final class Words extends ExtendedScanner {

    Words(String input) {
        super(input);
    }

    @Override
    protected Token nextEval() throws ScanException {
        // jinjava takes `+1` for an absolute value, which breaks `a +1`.
        return getInput().charAt(getPosition()) == '+' ? fixed(Symbol.PLUS) : super.nextEval();
    }

    @Override
    protected Token nextString() throws ScanException {
        builder.setLength(0);
        char quote = getInput().charAt(getPosition());
        int i = getPosition() + 1;
        while (i < getInput().length()) {
            char c = getInput().charAt(i++);
            if (c == quote) {
                return token(Symbol.STRING, builder.toString(), i - getPosition());
            }
            if (c == '\\' && i < getInput().length()) {
                escape(getInput().charAt(i++));
            } else {
                builder.append(c);
            }
        }
        throw new ScanException(getPosition(), "unterminated string", String.valueOf(quote));
    }

    private void escape(char c) {
        switch (c) {
            case '\\', '\'', '"' -> builder.append(c);
            case 'n' -> builder.append('\n');
            case 't' -> builder.append('\t');
            case 'r' -> builder.append('\r');
            case 'b' -> builder.append('\b');
            case 'f' -> builder.append('\f');
            default -> builder.append('\\').append(c);
        }
    }
}
