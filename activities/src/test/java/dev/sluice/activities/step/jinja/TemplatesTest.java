package dev.sluice.activities.step.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tables of expressions with what Ansible makes of them, as JSON.
class TemplatesTest {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

    private static final String VARIABLES = """
            {"n": 5, "zero": 0, "f": 1.5, "yes": true, "no": false, "nothing": null, "empty_text": "",
             "text": "abc", "digits": "5", "list": [3, 1, 2], "words": ["b", "a", "b"],
             "map": {"a": 1, "b": {"c": "deep"}, "items": "own"},
             "users": [{"name": "eve", "age": 3, "tags": ["x"]}, {"name": "bob", "age": 9, "tags": ["y"]}],
             "result": {"rc": 2, "stdout": "out", "failed": true, "changed": false},
             "fine": {"rc": 0, "changed": true, "skipped": false}, "skipped": {"skipped": true, "changed": false},
             "path": "/a/b/c.txt", "injected": "{{ n }}", "json": "{\\"x\\": [1, null]}",
             "false_text": "false", "multi": "one\\ntwo\\n"}
            """;

    private final Templates templates = new Templates();

    static Stream<List<String>> expressions() {
        return Stream.of("""
                n                                          => 5
                n + 1                                      => 6
                n +1                                       => 6
                n - 2 * 3                                  => -1
                (n - 2) * 3                                => 9
                n / 2                                      => 2.5
                n // 2                                     => 2
                -n // 2                                    => -3
                n % 3                                      => 2
                -1 % 3                                     => 2
                2 ** 10                                    => 1024
                1.5 + f                                    => 3.0
                'a' + 'b'                                  => "ab"
                'a' ~ n ~ true ~ none                      => "a5True"
                'ab' * 2                                   => "abab"
                [1] + list                                 => [1, 3, 1, 2]
                'a' 'b'                                    => "ab"
                n == 5                                     => true
                n == 5.0                                   => true
                digits == 5                                => false
                digits == '5'                              => true
                yes == 1                                   => true
                nothing == none                            => true
                nothing is none                            => true
                list == [3, 1, 2]                          => true
                map.b == {'c': 'deep'}                     => true
                n != 5                                     => false
                n > 4 and n < 6                            => true
                n >= 5 and n <= 5                          => true
                'a' < 'b'                                  => true
                not n == 5                                 => false
                not yes or yes                             => true
                not missing is defined                     => true
                missing is not defined                     => true
                missing is undefined                       => true
                map.x is defined                           => false
                map.x.y.z is defined                       => false
                missing.x is defined                       => false
                map.b.c is defined                         => true
                missing is defined and missing.x == 1      => false
                n is defined and n == 5                    => true
                missing | default('d')                     => "d"
                missing.deep.er | default('d')             => "d"
                empty_text | default('d')                  => ""
                empty_text | default('d', true)            => "d"
                empty_text | default('d', boolean=true)    => "d"
                missing | default(omit | default(7))       => 7
                missing | d([])                            => []
                map['a']                                   => 1
                map.a                                      => 1
                map['b'].c                                 => "deep"
                map.b['c']                                 => "deep"
                map.items                                  => "own"
                map.get('a')                               => 1
                map.get('zz', 'def')                       => "def"
                map.get('zz')                              => null
                map.keys() | list                          => ["a", "b", "items"]
                list[0]                                    => 3
                list[-1]                                   => 2
                list[1:]                                   => [1, 2]
                list[:1]                                   => [3]
                text[1:2]                                  => "b"
                text[0]                                    => "a"
                'a' in text                                => true
                'z' not in text                            => true
                2 in list                                  => true
                'a' in map                                 => true
                not 'z' in words                           => true
                'x' if n > 3 else 'y'                      => "x"
                'x' if n > 9 else 'y' if no else 'z'       => "z"
                'x' if no                                  => null
                empty_text or 'other'                      => "other"
                text and n                                 => 5
                no and missing                             => false
                false_text and 1                           => 1
                {'k': n, "l": [1, (2, 3)]}                 => {"k": 5, "l": [1, [2, 3]]}
                {'a': {'b': 1}}.a.b                        => 1
                (1, 2)                                     => [1, 2]
                [1, 2, ]                                   => [1, 2]
                result is failed                           => true
                result is not failed                       => false
                fine is succeeded                          => true
                fine is success                            => true
                fine is changed                            => true
                skipped is skipped                         => true
                result.rc != 0                             => true
                result.stdout is search('u')               => true
                result.stdout is match('u')                => false
                'a1' is match('[a-z]\\d$')                 => true
                'a1' is regex "\\\\d"                      => true
                '1.10' is version('1.9', '>')              => true
                '1.10' is version('1.10.0', '==')          => true
                '2.0' is version('10', 'lt')               => true
                n is number                                => true
                text is string                             => true
                map is mapping                             => true
                list is iterable                           => true
                n is odd                                   => true
                6 is divisibleby 3                         => true
                n is in [4, 5]                             => true
                list is contains(3)                        => true
                'yes' | bool                               => true
                'off' | bool                               => false
                1 | bool                                   => true
                'True' | bool                              => true
                digits | int + 1                           => 6
                'x' | int                                  => 0
                'x' | int(7)                               => 7
                '0x1f' | int(base=16)                      => 31
                '1.5' | float                              => 1.5
                n | string                                 => "5"
                yes | string                               => "True"
                map.b | to_json                            => "{\\"c\\":\\"deep\\"}"
                json | from_json                           => {"x": [1, null]}
                (json | from_json).x[0]                    => 1
                '[1, 2]' | from_yaml                       => [1, 2]
                'abc' | b64encode                          => "YWJj"
                'YWJj' | b64decode                         => "abc"
                'a1b22' | regex_replace('[0-9]+', '-')     => "a-b-"
                'a-b' | regex_replace('(.)-(.)', '\\\\2$\\\\1') => "b$a"
                'a-b' | regex_replace('(?P<x>.)-', '<\\g<x>>')  => "<a>b"
                'v1.2' | regex_search('[0-9.]+')           => "1.2"
                'v1.2' | regex_search('v(.)', '\\\\1')     => ["1"]
                'v1.2' | regex_search('z')                 => null
                'a1b2' | regex_findall('[0-9]')            => ["1", "2"]
                'Ab' | regex_search('aB', ignorecase=true) => "Ab"
                words | join(',')                          => "b,a,b"
                words | join                               => "bab"
                users | map(attribute='name') | join(' ')  => "eve bob"
                users | map(attribute='name') | map('upper') | list => ["EVE", "BOB"]
                users | selectattr('age', 'gt', 5) | list  => [{"name": "bob", "age": 9, "tags": ["y"]}]
                users | selectattr('name', 'equalto', 'eve') | map(attribute='age') | first => 3
                users | rejectattr('missing', 'defined') | length => 2
                users | sort(attribute='name') | map(attribute='name') | list => ["bob", "eve"]
                list | select('gt', 1) | list              => [3, 2]
                list | reject('even') | list               => [3, 1]
                list | sort                                => [1, 2, 3]
                list | sort(reverse=true)                  => [3, 2, 1]
                list | max - list | min                    => 2
                list | sum                                 => 6
                list | length                              => 3
                list | first                               => 3
                list | last                                => 2
                words | unique                             => ["b", "a"]
                [1, [2, [3]]] | flatten                    => [1, 2, 3]
                [1, [2, [3]]] | flatten(levels=1)          => [1, 2, [3]]
                [1, 2] | union([2, 3])                     => [1, 2, 3]
                [1, 2] | intersect([2, 3])                 => [2]
                [1, 2] | difference([2, 3])                => [1]
                [1, 2] | zip(['a', 'b']) | list            => [[1, "a"], [2, "b"]]
                {'a': 1} | combine({'b': 2})               => {"a": 1, "b": 2}
                {'a': {'x': 1}} | combine({'a': {'y': 2}}, recursive=True) => {"a": {"x": 1, "y": 2}}
                {'a': 1} | dict2items                      => [{"key": "a", "value": 1}]
                [{'key': 'a', 'value': 1}] | items2dict    => {"a": 1}
                path | basename                            => "c.txt"
                path | dirname                             => "/a/b"
                path | splitext                            => ["/a/b/c", ".txt"]
                "it's" | quote                             => "'it'\\"'\\"'s'"
                text | upper | lower | capitalize          => "Abc"
                ' x ' | trim                               => "x"
                text | replace('b', 'X')                   => "aXc"
                'a,b' | split(',')                         => ["a", "b"]
                'a  b'.split()                             => ["a", "b"]
                'a:b:c'.split(':', 1)                      => ["a", "b:c"]
                text.startswith('ab')                      => true
                ','.join(words)                            => "b,a,b"
                '%s-%03d' | format('a', 7)                 => "a-007"
                '%s!' % 'a'                                => "a!"
                '{} {x}'.format(1, x=2)                    => "1 2"
                multi.splitlines()                         => ["one", "two"]
                yes | ternary('a', 'b')                    => "a"
                'abc' | hash('sha1')                       => "a9993e364706816aba3e25717850c26c9cd0d89d"
                range(3) | list                            => [0, 1, 2]
                range(1, 6, 2) | list                      => [1, 3, 5]
                2.567 | round(1)                           => 2.6
                'a b' | urlencode                          => "a%20b"
                missing is defined or n is defined         => true
                'is' == 'is'                               => true
                '|' ~ 'in'                                 => "|in"
                n | ansible.builtin.string                 => "5"
                (n | default(1)) is number                 => true
                n | default(1) is number                   => true
                """.lines().toArray(String[]::new))
                .map(line -> Arrays.asList(line.strip().split("\\s+=> ", 2)));
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void evaluatesAsAnsibleDoes(List<String> row) throws Exception {
        Object expected = Plain.of(JSON.readValue(row.get(1), Object.class));
        assertThat(templates.evaluate(row.get(0), variables())).as(row.get(0)).isEqualTo(expected);
        assertThat(templates.render("{{ " + row.get(0) + " }}", variables()))
                .as(row.get(0))
                .isEqualTo(expected);
    }

    static Stream<List<String>> texts() {
        return Stream.of(
                List.of("plain", "plain"),
                List.of("a {{ n }} b", "a 5 b"),
                List.of("{{ n }}{{ text }}", "5abc"),
                List.of(" {{ text }} ", " abc "),
                List.of("{{ yes }}-{{ nothing }}-{{ list }}-{{ map.b }}", "True--[3, 1, 2]-{'c': 'deep'}"),
                List.of("{% if n > 3 %}big{% elif n > 2 %}mid{% else %}small{% endif %}", "big"),
                List.of("{% if false_text %}x{% else %}y{% endif %}", "y"),
                List.of(
                        "{% for w in words %}{{ loop.index }}{{ w }}{% if not loop.last %},{% endif %}{% endfor %}",
                        "1b,2a,3b"),
                List.of("{% for k, v in map.b.items() %}{{ k }}={{ v }}{% endfor %}", "c=deep"),
                List.of("{% for k in map.b %}{{ k }}{% endfor %}", "c"),
                List.of("{% set x = n + 1 %}{{ x }}!", "6!"),
                List.of("{% raw %}{{ n }}{% endraw %}!", "{{ n }}!"),
                List.of("a{# note #}b", "ab"),
                List.of("{{ injected }} stays", "{{ n }} stays"),
                List.of("x\n{% if yes %}\ny\n{% endif %}\nz\n", "x\ny\nz\n"),
                List.of("{{ '}}' }}{{ \"{{\" }}", "}}{{"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void rendersTexts(List<String> row) throws Exception {
        assertThat(templates.render(row.get(0), variables())).isEqualTo(row.get(1));
    }

    @Test
    void neverEvaluatesAValueAgain() throws Exception {
        assertThat(templates.render("{{ injected }}", variables())).isEqualTo("{{ n }}");
    }

    static Stream<List<String>> mistakes() {
        return Stream.of(
                List.of("missing", "'missing' is undefined"),
                List.of("missing + 1", "'missing' is undefined"),
                List.of("missing | upper", "'missing' is undefined"),
                List.of("[missing]", "'missing' is undefined"),
                List.of("not missing", "'missing' is undefined"),
                List.of("missing == 1", "'missing' is undefined"),
                List.of("map.x", "a mapping has no attribute 'x'"),
                List.of("map.x.y", "a mapping has no attribute 'x'"),
                List.of("list[9]", "the list has no element 9, its length is 3"),
                List.of("text.rc", "a text has no attribute 'rc'"),
                List.of("n + text", "operator '+' cannot take a number and a text"),
                List.of("n < text", "cannot compare a number with a text"),
                List.of("1 / 0", "division by zero"),
                List.of("9223372036854775807 + 1", "the number is too large"),
                List.of("n | uper", "Did you mean 'upper'?"),
                List.of("n is definde", "Did you mean 'defined'?"),
                List.of("lookup('env', 'HOME')", "function 'lookup' is not known"),
                List.of("n is failed", "needs the registered result of a task"),
                List.of("n in n", "'in' cannot look into a number"),
                List.of("n ==", "syntax error"),
                List.of("(n", "syntax error"),
                List.of("'x", "unterminated string"),
                List.of("", "the expression is empty"),
                List.of("'x' | regex_search('(')", "the regular expression is not usable"),
                List.of("missing | mandatory", "'missing' is undefined"),
                List.of("'{' | from_json", "found no JSON"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhatIsWrong(List<String> row) {
        assertThatThrownBy(() -> templates.evaluate(row.get(0), variables()))
                .isInstanceOf(TemplateFailure.class)
                .hasMessageContaining(row.get(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ ''.__class__ }}",
                "{{ text.class }}",
                "{{ text.getClass() }}",
                "{{ map.getClass().forName('x') }}",
                "{{ list.class.name }}",
                "{{ n.class }}",
                "{{ ____int3rpr3t3r____ }}",
                "{{ ____int3rpr3t3r____.config }}",
                "{{ self }}",
                "{{ request }}",
                "{{ context }}",
                "{{ loop.getClass() }}",
                "{% for i in [1] %}{{ loop.class }}{% endfor %}",
                "{% for class, name in ['x'] %}{{ class }}{% endfor %}",
                "{% include 'application.properties' %}",
                "{% import 'x' as y %}",
                "{% from 'x' import y %}",
                "{% extends 'x' %}",
                "{{ type('x') }}",
                "{{ filter:length.filter('x') }}",
                "{{ exptest:defined }}",
                "{{ n.longValue() }}",
                "{{ text.bytes }}",
                "{{ text.length() }}",
                "{{ list.size() }}",
                "{{ map.entrySet() }}"
            })
    void reachesNoJava(String template) {
        assertThatThrownBy(() -> templates.render(template, variables())).isInstanceOf(TemplateFailure.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ 'x' * 100000000000 }}",
                "{{ range(10000000) | list }}",
                "{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}",
                "{% for i in range(100000) %}{% for j in range(100000) %}xxxxxxxxxx{% endfor %}{% endfor %}",
                "{% set a = 'xxxxxxxxxxxxxxxx' %}{% for i in range(99) %}{% set a = a ~ a %}{% endfor %}{{ a }}",
                "{% set a = [1] %}{% for i in range(99) %}{% set a = a + a %}{% endfor %}{{ a }}",
                "{{ '%99999999s' | format('x') }}",
                "{{ 2 ** 99999999999 }}",
                "{{ 'x' | indent(2000000000) | replace('x', 'y' * 8000000) | replace('y', 'z' * 8000000) }}",
                "{{ range(100000) | map('string') | map('replace', '1', 'y' * 8000000) | list }}",
                "{{ (range(90000) | list) | difference(range(90000) | list) }}"
            })
    void outlivesBombs(String template) {
        Templates quick = new Templates(new Limits(1_000_000, 100_000, 40, Duration.ofMillis(500)));
        long start = System.nanoTime();
        assertThatThrownBy(() -> quick.render(template, variables())).isInstanceOf(TemplateFailure.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void outlivesNestingWithoutEnd() {
        String deep = "(".repeat(20_000) + "1" + ")".repeat(20_000);
        assertThatThrownBy(() -> templates.evaluate(deep, variables())).isInstanceOf(TemplateFailure.class);
        assertThatThrownBy(() -> templates.evaluate("[".repeat(20_000), variables()))
                .isInstanceOf(TemplateFailure.class);
        assertThatThrownBy(() -> templates.evaluate("not ".repeat(15_000) + "1", variables()))
                .isInstanceOf(TemplateFailure.class);
        assertThatThrownBy(() -> templates.render("{% if 1 %}".repeat(5_000), variables()))
                .isInstanceOf(TemplateFailure.class);
        String regex = "(a*)*b";
        assertThatThrownBy(() -> templates.evaluate("missing is match('" + regex + "')", variables()))
                .isInstanceOf(TemplateFailure.class);
    }

    private static Variables variables() {
        return name -> TABLE.containsKey(name) ? TABLE.get(name) : Undefined.variable(name);
    }

    private static final Map<String, Object> TABLE = table();

    @SuppressWarnings("unchecked")
    private static Map<String, Object> table() {
        try {
            return (Map<String, @Nullable Object>) Plain.of(JSON.readValue(VARIABLES, LinkedHashMap.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
