package org.ganlib.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingTypeTest {
    private enum Side {
        LEFT,
        FAR_RIGHT
    }

    private record Inner(int size) {}

    private record All(
            boolean flag,
            int whole,
            long wide,
            @ZeroMeansAuto int threads,
            double decimal,
            String text,
            Side side,
            Inner inner,
            Flavour flavour,
            List<Double> numbers,
            List<Side> sides,
            List<List<Boolean>> flags,
            Optional<String> maybe,
            List<Inner> inners,
            List<Optional<Side>> maybes) {}

    @ParameterizedTest
    @CsvSource({
        "flag, true | false",
        "whole, integer",
        "wide, integer",
        "threads, auto | integer",
        "decimal, number",
        "text, text",
        "side, left | far-right",
        "inner, section",
        "flavour, flavour plugin",
        "numbers, list of numbers",
        "sides, list of (left | far-right)",
        "flags, list of lists of (true | false)",
        "maybe, text",
        "inners, list of sections",
        "maybes, list of (left | far-right)"
    })
    void aTypeIsToldInWords(String component, String text) {
        assertThat(type(component).text()).isEqualTo(text);
    }

    @Test
    void whatIsWideAndWhatMayBeAutoIsKnown() {
        assertThat(type("whole")).isEqualTo(new SettingType.Whole(false, false));
        assertThat(type("wide")).isEqualTo(new SettingType.Whole(true, false));
        assertThat(type("threads")).isEqualTo(new SettingType.Whole(false, true));
    }

    private static SettingType type(String name) {
        RecordComponent component = Arrays.stream(All.class.getRecordComponents())
                .filter(c -> c.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return SettingType.of(component);
    }
}
