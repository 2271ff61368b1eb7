package org.ganlib.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNamesTest {
    @ParameterizedTest
    @CsvSource({
        "alpha, alpha, 0",
        "alfa, alpha, 2",
        "gausian, gaussian, 1",
        "nmae, name, 1",
        "ca, abc, 3",
        "'', abc, 3",
        "kitten, sitting, 3"
    })
    void distanceCountsInsertionsDeletionsReplacementsAndSwaps(String a, String b, int distance) {
        assertThat(NearestNames.distance(a, b)).isEqualTo(distance);
        assertThat(NearestNames.distance(b, a)).isEqualTo(distance);
    }

    @Test
    void theNearestIsSuggested() {
        assertThat(NearestNames.nearest("critic-step", List.of("critic-steps", "critic-stop")))
                .contains("critic-steps");
        assertThat(NearestNames.nearest("generator-objectives", List.of("generator-objective")))
                .contains("generator-objective");
    }

    @Test
    void aThirdOfALongNameMayBeWrong() {
        assertThat(NearestNames.nearest("gausian-rnig-2", List.of("gaussian-ring")))
                .contains("gaussian-ring");
        assertThat(NearestNames.nearest("gauss", List.of("gaussian-ring"))).isEmpty();
    }

    @Test
    void namesWithoutACommonCharacterAreNotNear() {
        assertThat(NearestNames.nearest("js", List.of("kl"))).isEmpty();
        assertThat(NearestNames.nearest("x", List.of("f", "gan"))).isEmpty();
    }

    @Test
    void nearNamesComeFirstAndTheOthersKeepTheirOrder() {
        assertThat(NearestNames.nearestFirst("gausian-ring", List.of("a", "gaussian-grid", "gaussian-ring", "b")))
                .containsExactly("gaussian-ring", "gaussian-grid", "a", "b");
    }
}
