package org.ganlib.losses.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ganlib.spi.CriticConstraint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A game may have several critics, and a run one constraint. */
final class EachCriticTest {
    static Stream<CriticConstraint> constraints() {
        return Stream.of(
                new RealGradientPenalty(1, 2),
                new FakeGradientPenalty(1, 3),
                new SpectralNorm(2),
                new SpectralProjection(0.5, 1),
                new SeveralConstraints(List.of(new SpectralNorm(), new RealGradientPenalty(1, 2))));
    }

    @ParameterizedTest
    @MethodSource("constraints")
    void criticsOfOneRunDoNotInfluenceOneAnother(CriticConstraint plugin) {
        try (LinearCritic alone = new LinearCritic(plugin, 3, 4);
                LinearCritic otherAlone = new LinearCritic(plugin, -1, 2);
                LinearCritic first = new LinearCritic(plugin, 3, 4);
                LinearCritic second = new LinearCritic(first, -1, 2)) {
            for (int i = 0; i < 5; i++) {
                assertThat(first.step()).as("penalty of step %d", i).isEqualTo(alone.step());
                assertThat(second.step())
                        .as("the other's penalty of step %d", i)
                        .isEqualTo(otherAlone.step());
            }
            assertThat(first.parameters()).isEqualTo(alone.parameters());
            assertThat(second.parameters()).isEqualTo(otherAlone.parameters());
        }
    }

    @ParameterizedTest
    @MethodSource("constraints")
    void allCriticsOfARunGoOnToTheBit(CriticConstraint plugin) {
        try (LinearCritic first = new LinearCritic(plugin, 3, 4);
                LinearCritic second = new LinearCritic(first, -1, 2)) {
            for (int i = 0; i < 3; i++) {
                first.step();
                second.step();
            }
            Map<String, String> state = first.constraint().state();
            try (LinearCritic resumed = new LinearCritic(plugin, 0, 0)) {
                resumed.constraint().restore(state);
                try (LinearCritic other = new LinearCritic(resumed, 0, 0)) {
                    resumed.critic().parameters().write(first.parameters());
                    other.critic().parameters().write(second.parameters());
                    for (int i = 0; i < 3; i++) {
                        assertThat(resumed.step()).isEqualTo(first.step());
                        assertThat(other.step()).isEqualTo(second.step());
                    }
                    assertThat(resumed.parameters()).isEqualTo(first.parameters());
                    assertThat(other.parameters()).isEqualTo(second.parameters());
                    assertThat(resumed.constraint().state())
                            .isEqualTo(first.constraint().state());
                }
            }
        }
    }

    @Test
    void aStateOfAnotherCriticIsRefused() {
        try (LinearCritic critic = new LinearCritic(new SpectralNorm(), 3, 4)) {
            assertThatThrownBy(() -> critic.constraint().restore(Map.of("other/turns", "3")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("there is no state of the critic in [other/turns]");
        }
    }
}
