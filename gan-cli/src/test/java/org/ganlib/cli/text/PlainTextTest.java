package org.ganlib.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Text from outside is printed without harmful characters. */
final class PlainTextTest {
    @Test
    void controlCharactersAreWrittenAsNumbers() {
        assertThat(PlainText.line("a\u001b[31mred\u009b1m\rb\nc\u202ed\u007f"))
                .isEqualTo("a\\u001b[31mred\\u009b1m\\u000db\\u000ac\\u202ed\\u007f");
        assertThat(PlainText.line("größer ≥ 猫")).isEqualTo("größer ≥ 猫");
        assertThat(PlainText.lines("a: 1\n\tb\u0007")).isEqualTo("a: 1\n\tb\\u0007");
    }

    @Test
    void aLongArgumentIsNotRepeatedWhole() {
        String argument = "seed=" + "x".repeat(6000);
        String told = PlainText.message(
                "command line: seed: must be an integer, was '" + "x".repeat(6000) + "'. Write a number",
                List.of("train", argument));
        assertThat(told)
                .hasSizeLessThan(400)
                .startsWith("command line: seed: must be an integer, was 'xxx")
                .contains(" … (5,800 characters left out) … ")
                .endsWith("xxx'. Write a number");
    }

    @Test
    void anArgumentWithALineEndTakesOneLine() {
        assertThat(PlainText.message("no file 'a\nb'", List.of("a\nb"))).isEqualTo("no file 'a\\u000ab'");
    }

    @Test
    void aLongLineOfAnyOriginIsCutInItsMiddle() {
        String told = PlainText.message("x.yaml: 2 problems\n  1) was " + "y".repeat(9000) + ". Use 3", List.of());
        assertThat(told.lines()).hasSize(2);
        assertThat(told).hasSizeLessThan(2200).endsWith(". Use 3");
    }
}
