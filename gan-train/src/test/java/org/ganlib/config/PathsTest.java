package org.ganlib.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PathsTest {
    @ParameterizedTest
    @CsvSource({"'', a, a", "a, b, a.b", "a[0], b, a[0].b"})
    void keysAreJoinedByDots(String path, String key, String joined) {
        assertThat(Paths.join(path, key)).isEqualTo(joined);
    }

    @ParameterizedTest
    @CsvSource({
        "a, ''",
        "a.b, a",
        "a.b.c, a.b",
        "metrics[1].name, metrics[1]",
        "metrics[1], metrics",
        "[0], ''",
        ".a, ''"
    })
    void theParentIsTheSectionAround(String path, String parent) {
        assertThat(Paths.parent(path)).isEqualTo(parent);
    }

    @ParameterizedTest
    @CsvSource({"a, a", "a.b, a", "a[0], a", "a[0].b, a", "a.b[0], a", "[0].a, ''", ".a, ''", "[0], ''"})
    void theFirstKeyEndsAtADotOrABracket(String path, String first) {
        assertThat(Paths.first(path)).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({
        "a, a, true",
        "a, a.b, true",
        "a, a[0], true",
        "a, ab, false",
        "a.b, a, false",
        "b, a, false",
        "a, a-b, false"
    })
    void aPathLiesWithinItsAncestors(String ancestor, String path, boolean within) {
        assertThat(Paths.within(ancestor, path)).isEqualTo(within);
    }
}
