package org.ganlib.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingTextTest {
    @ParameterizedTest
    @CsvSource({
        "criticSteps, critic-steps",
        "beta1, beta1",
        "alpha, alpha",
        "l2Decay, l2-decay",
        "useBN, use-bn",
        "generatorObjective, generator-objective"
    })
    void namesAreWordsJoinedByHyphens(String component, String name) {
        assertThat(SettingText.name(component)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "2e-4, 2e-4",
        "1.5E-5, 1.5e-5",
        "0.001, 0.001",
        "0.5, 0.5",
        "3, 3",
        "-12345678, -12345678",
        "1e20, 1e20",
        "1e15, 1e15",
        "999999999999999, 999999999999999",
        "1e14, 100000000000000",
        "0.00099, 9.9e-4",
        "Infinity, .inf",
        "0, 0",
        "-0.0, -0.0",
        "NaN, .nan",
        "-Infinity, -.inf"
    })
    void numbersAreShort(double number, String text) {
        assertThat(SettingText.number(number)).isEqualTo(text);
    }

    private enum Word {
        NON_SATURATING
    }

    @PluginName(value = "sample", summary = "")
    private record Sample(int setting) {}

    private record Plain(int setting) {}

    @Test
    void valuesAreBrief() {
        assertThat(SettingText.brief(Word.NON_SATURATING)).isEqualTo("non-saturating");
        assertThat(SettingText.brief(List.of(256, 0.5))).isEqualTo("[256, 0.5]");
        assertThat(SettingText.brief(Optional.empty())).isEqualTo("none");
        assertThat(SettingText.brief(new Sample(3))).isEqualTo("sample");
        assertThat(SettingText.brief(new Plain(3))).isEqualTo("…");
        assertThat(SettingText.brief(true)).isEqualTo("true");
    }
}
