package org.ganlib.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTreeTest {
    @ParameterizedTest
    @CsvSource({
        "2e-4, 2e-4",
        "1e4, 1e4",
        ".5, 0.5",
        "3.7, 3.7",
        "-2.5E+3, -2500",
        "5., 5",
        "-.inf, -Infinity",
        ".nan, NaN"
    })
    void decimalsAreNumbers(String text, double value) {
        assertThat(YamlTree.parse(text).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"-3, -3", "+12, 12", "010, 10", "0x1F, 31", "0o17, 15"})
    void integersAreNumbers(String text, int value) {
        assertThat(YamlTree.parse(text).value()).isEqualTo(value);
    }

    @Test
    void integersOfAnySizeKeepTheirDigits() {
        assertThat(YamlTree.parse("3000000000").value()).isEqualTo(3_000_000_000L);
        assertThat(YamlTree.parse("99999999999999999999").value()).isEqualTo(new BigInteger("99999999999999999999"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "on", "yes", "off", "n", "1_000", "12:30", "1.2.3", "2024-01-01", "${HOME}", "0b1"})
    void otherWordsAreText(String text) {
        assertThat(YamlTree.parse(text).value()).isEqualTo(text);
    }

    @Test
    void trueAndFalseAreBooleans() {
        assertThat(YamlTree.parse("[true, False]").value()).isEqualTo(List.of(true, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:", "a: null", "a: ~", "{a}"})
    void aKeyWithoutAValueKeepsItsPlace(String text) {
        assertThat(YamlTree.parse(text).value()).isEqualTo(Map.of("a", NoValue.INSTANCE));
    }

    @Test
    void keysAreTextAndKeepTheirOrder() {
        assertThat(((Map<?, ?>) YamlTree.parse("{z: 1, no: 2, 3: 3, a: 4}").value()).keySet())
                .hasToString("[z, no, 3, a]");
    }

    @Test
    void anAliasRepeatsItsAnchor() {
        assertThat(YamlTree.parse("{a: &x [1], b: *x}").value()).isEqualTo(Map.of("a", List.of(1), "b", List.of(1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a: 1\\na: 2 | a: given twice, at line 1, column 1 and at line 2, column 1. Keep one",
                "a: &x {b: *x} | a: contains itself",
                "a: !secret b | a: has the tag !secret. Write plain values without tags",
                "a: !!int b | a: is marked as a number, was 'b'",
                "? [a]\\n: b | : has a key that is not text, at line 1, column 3",
                "a: 1\\n---\\nb: 2 | line 3, column 1: a second document starts here. Write one experiment per file",
                "a: [1 | line 1, column 6: while parsing a flow sequence, expected ',' or ']', but got <stream end>",
                "a: b: c | line 1, column 5: mapping values are not allowed here",
                "a: \\u0007 | YAML: the character at index 3, U+0007, is not allowed",
            })
    void whatIsNoPlainDataIsAProblem(String text, String problem) {
        List<String> problems = YamlTree.parse(unescape(text)).problems().stream()
                .map(p -> p.path() + ": " + p.message())
                .toList();
        assertThat(problems).containsExactly(unescape(problem));
    }

    private static String unescape(String text) {
        return text.replace("\\n", "\n").replace("\\u0007", "\u0007");
    }

    @Test
    void aliasesThatMultiplyAreRefusedAtOnce() {
        // The text has as many aliases as the library allows; each level doubles the number of
        // values.
        StringBuilder text = new StringBuilder("a: &a0 [x,x]\n");
        for (int i = 1; i < 25; i++) {
            text.append("k%d: &a%d [*a%d,*a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(text.length()).isLessThan(600);
        YamlTree tree = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> YamlTree.parse(text.toString()));
        assertThat(tree.broken()).isTrue();
        assertThat(tree.problems())
                .extracting(YamlTree.Located::message)
                .containsExactly("describes more values than are read, once its aliases are written out. Write fewer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? "})
    void nestingIsLimited(String opening) {
        YamlTree tree = YamlTree.parse(opening.repeat(20_000));
        assertThat(tree.broken()).isTrue();
        assertThat(tree.problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .isEqualTo("is nested more than 100 levels deep"));
    }

    @Test
    void aHundredLevelsAreRead() {
        YamlTree tree = YamlTree.parse("[".repeat(100) + "]".repeat(100));
        assertThat(tree.problems()).isEmpty();
        assertThat(YamlTree.parse("[".repeat(101) + "]".repeat(101)).problems())
                .containsExactly(new YamlTree.Located("line 1, column 101", "is nested more than 100 levels deep", 0));
        // Lists that follow one another are not nested.
        assertThat(YamlTree.parse("[" + "[],".repeat(500) + "]").problems()).isEmpty();
    }

    @Test
    void lengthsAreLimited() {
        assertThat(YamlTree.parse("a: " + "1".repeat(400)).problems()).isEmpty();
        assertThat(YamlTree.parse("a: " + "1".repeat(401)).problems())
                .containsExactly(
                        new YamlTree.Located("a", "is a number of 401 digits, more than the 400 that are read", 1));
        assertThat(YamlTree.parse("a: " + "x".repeat(65_536)).problems()).isEmpty();
        assertThat(YamlTree.parse("a: " + "x".repeat(65_537)).problems())
                .containsExactly(new YamlTree.Located(
                        "line 1, column 4", "a value has 65,537 characters, more than the 65,536 that are read", 0));
        assertThat(YamlTree.parse("a: " + "1".repeat(2_000_000)).problems())
                .containsExactly(new YamlTree.Located(
                        "YAML", "has 2,000,003 characters, more than the 1,048,576 that are read", 0));
        assertThat(YamlTree.parse("k".repeat(200) + ": 1").problems()).isEmpty();
        assertThat(YamlTree.parse("k".repeat(201) + ": 1").problems())
                .containsExactly(new YamlTree.Located("", "has a key of 201 characters, at line 1, column 1", 0));
    }

    @Test
    void manyPlainValuesAreRead() {
        YamlTree tree = YamlTree.parse("[" + "1,".repeat(100_000) + "]");
        assertThat(tree.problems()).isEmpty();
        assertThat((List<?>) tree.value()).hasSize(100_000);
    }

    @Test
    void aTextOfTheGreatestLengthIsRead() {
        String comment = "#" + "x".repeat(YamlTree.LONGEST - 3) + "\n7";
        assertThat(comment).hasSize(YamlTree.LONGEST);
        assertThat(YamlTree.parse(comment).value()).isEqualTo(7);
        assertThat(YamlTree.parse("#" + comment).problems()).hasSize(1);
    }
}
