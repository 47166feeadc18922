package dev.sluice.activities.step.jinja;

import com.hubspot.jinjava.el.ext.ExtendedParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jinjava.de.odysseus.el.tree.impl.Builder;
import jinjava.de.odysseus.el.tree.impl.Scanner;
import jinjava.de.odysseus.el.tree.impl.Scanner.ScanException;
import jinjava.de.odysseus.el.tree.impl.Scanner.Symbol;
import jinjava.de.odysseus.el.tree.impl.ast.AstNode;
import org.jspecify.annotations.Nullable;

/// Jinja's expressions, from weakest to strongest binding: `if`, `or`, `and`, `not`, comparisons, `in`, `+ - ~`,
/// `* / // %`, `**`, filters and tests, signs, attributes and calls.
final class Grammar extends ExtendedParser {
    private static final Expression NOTHING = Expression.of(evaluation -> null);

    Grammar(Builder context, String input) {
        super(context, input);
    }

    @Override
    protected Scanner createScanner(String expression) {
        return new Words(expression);
    }

    @Override
    protected @Nullable AstNode expr(boolean required) throws ScanException, ParseException {
        Expression value = (Expression) or(required);
        if (value == null || !isWord("if")) {
            return value;
        }
        consumeToken();
        Expression condition = need(or(true));
        Expression otherwise = NOTHING;
        if (isWord("else")) {
            consumeToken();
            otherwise = need(expr(true));
        }
        Expression last = otherwise;
        return Expression.of(evaluation ->
                Values.truth(condition.value(evaluation)) ? value.value(evaluation) : last.value(evaluation));
    }

    @Override
    protected @Nullable AstNode or(boolean required) throws ScanException, ParseException {
        Expression value = (Expression) and(required);
        while (value != null && getToken().getSymbol() == Symbol.OR) {
            consumeToken();
            Expression left = value;
            Expression right = need(and(true));
            value = Expression.of(evaluation -> {
                Object first = left.value(evaluation);
                return Values.truth(first) ? first : right.value(evaluation);
            });
        }
        return value;
    }

    @Override
    protected @Nullable AstNode and(boolean required) throws ScanException, ParseException {
        Expression value = not(required);
        while (value != null && getToken().getSymbol() == Symbol.AND) {
            consumeToken();
            Expression left = value;
            Expression right = need(not(true));
            value = Expression.of(evaluation -> {
                Object first = left.value(evaluation);
                return Values.truth(first) ? right.value(evaluation) : first;
            });
        }
        return value;
    }

    private @Nullable Expression not(boolean required) throws ScanException, ParseException {
        if (getToken().getSymbol() != Symbol.NOT) {
            return (Expression) cmp(required);
        }
        consumeToken();
        Expression value = need(not(true));
        return Expression.of(evaluation -> !Values.truth(value.value(evaluation)));
    }

    @Override
    protected @Nullable AstNode cmp(boolean required) throws ScanException, ParseException {
        Expression value = (Expression) add(required);
        while (value != null) {
            boolean negated = isWord("not") && "in".equals(lookahead(0).getImage());
            if (negated) {
                consumeToken();
            }
            Comparison comparison = comparison();
            if (comparison == null) {
                return value;
            }
            consumeToken();
            Expression left = value;
            Expression right = need(add(true));
            value = Expression.of(
                    evaluation -> comparison.holds(left.value(evaluation), right.value(evaluation)) != negated);
        }
        return null;
    }

    private static Expression need(@Nullable AstNode node) {
        if (node instanceof Expression expression) {
            return expression;
        }
        throw Stop.because("syntax error: an expression is missing");
    }

    private interface Comparison {
        boolean holds(@Nullable Object a, @Nullable Object b);
    }

    private @Nullable Comparison comparison() {
        if (isWord("in")) {
            return Operators::in;
        }
        return switch (getToken().getSymbol()) {
            case EQ -> Values::equal;
            case NE -> (a, b) -> !Values.equal(a, b);
            case LT -> (a, b) -> Values.compare(a, b) < 0;
            case LE -> (a, b) -> Values.compare(a, b) <= 0;
            case GT -> (a, b) -> Values.compare(a, b) > 0;
            case GE -> (a, b) -> Values.compare(a, b) >= 0;
            default -> null;
        };
    }

    @Override
    protected @Nullable AstNode add(boolean required) throws ScanException, ParseException {
        Expression value = (Expression) mul(required);
        while (value != null && List.of("+", "-", "~").contains(sign())) {
            String sign = consumeToken().getImage();
            Expression left = value;
            Expression right = need(mul(true));
            value = Expression.of(evaluation -> {
                Object a = left.value(evaluation);
                Object b = right.value(evaluation);
                return switch (sign) {
                    case "+" -> Operators.add(a, b, evaluation.limits());
                    case "~" -> Operators.concat(a, b, evaluation.limits());
                    default -> Operators.arithmetic("-", a, b);
                };
            });
        }
        return value;
    }

    @Override
    protected @Nullable AstNode mul(boolean required) throws ScanException, ParseException {
        Expression value = (Expression) filter(required);
        while (value != null && List.of("*", "/", "//", "%", "**").contains(sign())) {
            String sign = consumeToken().getImage();
            Expression left = value;
            Expression right = need(filter(true));
            value = Expression.of(evaluation -> {
                Object a = left.value(evaluation);
                Object b = right.value(evaluation);
                return switch (sign) {
                    case "*" -> Operators.multiply(a, b, evaluation.limits());
                    case "%" -> Operators.modulo(a, b, evaluation.limits());
                    default -> Operators.arithmetic(sign, a, b);
                };
            });
        }
        return value;
    }

    /// An operator's image; empty for a literal, whose text may look like one.
    private String sign() {
        Symbol symbol = getToken().getSymbol();
        return symbol == Symbol.STRING || symbol == Symbol.IDENTIFIER
                ? ""
                : getToken().getImage();
    }

    @Override
    protected @Nullable AstNode filter(boolean required) throws ScanException, ParseException {
        Expression value = (Expression) unary(required);
        while (value != null) {
            Expression input = value;
            if (sign().equals("|")) {
                consumeToken();
                String name = dotted(consumeToken(Symbol.IDENTIFIER).getImage());
                Arguments arguments = getToken().getSymbol() == Symbol.LPAREN ? arguments() : Arguments.NONE;
                value = Expression.of(evaluation -> Filters.apply(
                        name, new Call(input.value(evaluation), arguments.evaluated(evaluation), evaluation)));
            } else if (isWord("is")) {
                consumeToken();
                value = test(input);
            } else {
                return value;
            }
        }
        return null;
    }

    private Expression test(Expression input) throws ScanException, ParseException {
        boolean negated = isWord("not");
        if (negated) {
            consumeToken();
        }
        String name = dotted(consumeToken().getImage());
        Arguments arguments = Arguments.NONE;
        if (getToken().getSymbol() == Symbol.LPAREN) {
            arguments = arguments();
        } else if (!isWord("is") && !isWord("else") && !isWord("if") && !isWord("in")) {
            Expression argument = (Expression) value();
            if (argument != null) {
                arguments = new Arguments(List.of(argument), new LinkedHashMap<>());
            }
        }
        Arguments given = arguments;
        return Expression.of(evaluation ->
                Tests.holds(name, new Call(input.value(evaluation), given.evaluated(evaluation), evaluation))
                        != negated);
    }

    /// Takes the rest of a name such as `ansible.builtin.bool`; only its last word counts.
    private String dotted(String first) throws ScanException, ParseException {
        String name = first;
        while (getToken().getSymbol() == Symbol.DOT) {
            consumeToken();
            name = consumeToken(Symbol.IDENTIFIER).getImage();
        }
        return name;
    }

    @Override
    protected @Nullable AstNode unary(boolean required) throws ScanException, ParseException {
        if (sign().equals("-") || sign().equals("+")) {
            boolean minus = consumeToken().getImage().equals("-");
            Expression value = need(unary(true));
            return Expression.of(evaluation -> minus
                    ? Operators.negate(value.value(evaluation))
                    : Values.number(Values.defined(value.value(evaluation))));
        }
        Expression value = (Expression) value();
        if (value == null && required) {
            fail("an expression");
        }
        return value;
    }

    @Override
    protected @Nullable AstNode value() throws ScanException, ParseException {
        Expression value = atom();
        while (value != null) {
            Expression base = value;
            switch (getToken().getSymbol()) {
                case DOT -> {
                    consumeToken();
                    String name = consumeToken().getImage();
                    if (getToken().getSymbol() == Symbol.LPAREN) {
                        Arguments arguments = arguments();
                        value = Expression.of(evaluation -> Methods.call(
                                name, new Call(base.value(evaluation), arguments.evaluated(evaluation), evaluation)));
                    } else {
                        value = Expression.of(evaluation -> Access.attribute(base.value(evaluation), name));
                    }
                }
                case LBRACK -> value = bracket(base);
                default -> {
                    return value;
                }
            }
        }
        return null;
    }

    private Expression bracket(Expression base) throws ScanException, ParseException {
        consumeToken(Symbol.LBRACK);
        Expression index = (Expression) expr(false);
        if (getToken().getSymbol() == Symbol.COLON && getToken().getImage().equals(":")) {
            consumeToken();
            Expression end = (Expression) expr(false);
            consumeToken(Symbol.RBRACK);
            return Expression.of(evaluation -> Access.slice(
                    base.value(evaluation),
                    index == null ? null : index.value(evaluation),
                    end == null ? null : end.value(evaluation)));
        }
        consumeToken(Symbol.RBRACK);
        Expression at = need(index);
        return Expression.of(evaluation -> Access.item(base.value(evaluation), at.value(evaluation)));
    }

    private @Nullable Expression atom() throws ScanException, ParseException {
        return switch (getToken().getSymbol()) {
            case IDENTIFIER -> named(consumeToken().getImage());
            case STRING -> {
                StringBuilder text = new StringBuilder(consumeToken().getImage());
                while (getToken().getSymbol() == Symbol.STRING) {
                    text.append(consumeToken().getImage());
                }
                yield constant(text.toString());
            }
            case INTEGER -> constant(parseInteger(consumeToken().getImage()));
            case FLOAT -> constant(parseFloat(consumeToken().getImage()));
            case TRUE, FALSE -> constant(consumeToken().getSymbol() == Symbol.TRUE);
            case NULL -> {
                consumeToken();
                yield NOTHING;
            }
            case LPAREN -> parenthesis();
            case LBRACK -> {
                consumeToken();
                yield list(elements(Symbol.RBRACK));
            }
            case EXTENSION -> getToken().getImage().equals("{") ? mapping() : null;
            default -> null;
        };
    }

    private Expression named(String name) throws ScanException, ParseException {
        if (getToken().getSymbol() == Symbol.LPAREN) {
            Arguments arguments = arguments();
            return Expression.of(
                    evaluation -> Functions.call(name, new Call(null, arguments.evaluated(evaluation), evaluation)));
        }
        return name.equals("none") || name.equals("None") ? NOTHING : Expression.name(name);
    }

    private static Expression constant(Object value) {
        return Expression.of(evaluation -> value);
    }

    private Expression parenthesis() throws ScanException, ParseException {
        consumeToken(Symbol.LPAREN);
        Expression first = (Expression) expr(false);
        if (first != null && getToken().getSymbol() == Symbol.RPAREN) {
            consumeToken();
            return first;
        }
        List<Expression> items = new ArrayList<>();
        if (first != null) {
            items.add(first);
            consumeToken(Symbol.COMMA);
        }
        items.addAll(elements(Symbol.RPAREN));
        return list(items);
    }

    private List<Expression> elements(Symbol end) throws ScanException, ParseException {
        List<Expression> items = new ArrayList<>();
        while (getToken().getSymbol() != end) {
            items.add(need(expr(true)));
            if (getToken().getSymbol() != Symbol.COMMA) {
                break;
            }
            consumeToken();
        }
        consumeToken(end);
        return items;
    }

    private static Expression list(List<Expression> items) {
        return Expression.of(evaluation -> {
            List<@Nullable Object> values = new ArrayList<>();
            items.forEach(item -> values.add(Values.defined(item.value(evaluation))));
            return values;
        });
    }

    private Expression mapping() throws ScanException, ParseException {
        consumeToken();
        Map<Expression, Expression> entries = new LinkedHashMap<>();
        while (!sign().equals("}")) {
            Expression key = need(expr(true));
            consumeToken(Symbol.COLON);
            entries.put(key, need(expr(true)));
            if (getToken().getSymbol() != Symbol.COMMA) {
                break;
            }
            consumeToken();
        }
        if (!sign().equals("}")) {
            fail("}");
        }
        consumeToken();
        return Expression.of(evaluation -> {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            entries.forEach((key, value) ->
                    values.put(Values.text(key.value(evaluation)), Values.defined(value.value(evaluation))));
            return values;
        });
    }

    private Arguments arguments() throws ScanException, ParseException {
        consumeToken(Symbol.LPAREN);
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        while (getToken().getSymbol() != Symbol.RPAREN) {
            Expression value = need(expr(true));
            if (sign().equals("=") && !value.name().isEmpty()) {
                consumeToken();
                named.put(value.name(), need(expr(true)));
            } else {
                positional.add(value);
            }
            if (getToken().getSymbol() != Symbol.COMMA) {
                break;
            }
            consumeToken();
        }
        consumeToken(Symbol.RPAREN);
        return new Arguments(positional, named);
    }

    private boolean isWord(String word) {
        return getToken().getSymbol() != Symbol.STRING && word.equals(getToken().getImage());
    }

    /// Arguments of a call before their evaluation.
    record Arguments(List<Expression> positional, Map<String, Expression> named) {
        static final Arguments NONE = new Arguments(List.of(), new LinkedHashMap<>());

        Call.Given evaluated(Interpreter evaluation) {
            List<@Nullable Object> values = new ArrayList<>();
            positional.forEach(argument -> values.add(argument.value(evaluation)));
            Map<String, @Nullable Object> words = new LinkedHashMap<>();
            named.forEach((name, argument) -> words.put(name, argument.value(evaluation)));
            return new Call.Given(values, words);
        }
    }
}
