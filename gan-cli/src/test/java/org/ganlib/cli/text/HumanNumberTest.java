package org.ganlib.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HumanNumberTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0; 0",
                "1; 1",
                "8000; 8,000",
                "-12345; -12,345",
                "120.2903301057948; 120.3",
                "0.015208333; 0.01521",
                "0.001; 0.001",
                "0.00003632; 3.632e-05",
                "4068.4475; 4,068",
                "12345678901234.5; 1.235e+13",
                "-421.04; -421",
                "NaN; NaN",
                "Infinity; Infinity"
            })
    void numbersHaveFourDigits(double value, String text) {
        assertThat(HumanNumber.text(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0.0124; 12 ms",
                "1.228970011; 1.2 s",
                "125; 2 min 5 s",
                "7260; 2 h 1 min",
                "-1; -1.0 s",
                "NaN; NaN s"
            })
    void durationsHaveTheUnitThatSuitsThem(double seconds, String text) {
        assertThat(HumanNumber.duration(seconds)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"0.7345; 73.5 %", "1; 100.0 %", "NaN; NaN"})
    void sharesAreInPercent(double share, String text) {
        assertThat(HumanNumber.percent(share)).isEqualTo(text);
    }
}
