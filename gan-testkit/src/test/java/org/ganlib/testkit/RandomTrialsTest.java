package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ganlib.random.RandomStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RandomTrialsTest {
    @AfterEach
    void forgetTheSeed() {
        System.clearProperty(RandomTrials.SEED_PROPERTY);
    }

    @Test
    void aFailureNamesTheSeedThatRepeatsIt() {
        Throwable failure = catchThrowable(() -> RandomTrials.check(1000, random -> {
            double number = random.nextDouble();
            assertThat(number).as("drew %s", number).isLessThan(0.9);
        }));

        Matcher message = Pattern.compile(
                        "seed (-?\\d+) \\(repeat with -Dganlib\\.test\\.seed=\\1\\): \\[drew (\\S+)\\].*",
                        Pattern.DOTALL)
                .matcher(failure.getMessage());
        assertThat(message.matches()).as(failure.getMessage()).isTrue();
        assertThat(new RandomStream(Long.parseLong(message.group(1))).nextDouble())
                .isEqualTo(Double.parseDouble(message.group(2)))
                .isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void anExceptionNamesTheSeedToo() {
        System.setProperty(RandomTrials.SEED_PROPERTY, "5");
        assertThatThrownBy(() -> RandomTrials.check(1, random -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("seed 5 (repeat with -Dganlib.test.seed=5): broken")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void theChosenSeedComesFirstAndTheOthersCountUp() {
        System.setProperty(RandomTrials.SEED_PROPERTY, "42");
        List<Long> drawn = new ArrayList<>();
        RandomTrials.check(3, random -> drawn.add(random.nextLong()));
        assertThat(drawn)
                .containsExactly(
                        new RandomStream(42).nextLong(),
                        new RandomStream(43).nextLong(),
                        new RandomStream(44).nextLong());
    }

    @Test
    void withoutAChosenSeedEveryRunDrawsOtherNumbers() {
        List<Long> drawn = new ArrayList<>();
        RandomTrials.check(1, random -> drawn.add(random.nextLong()));
        RandomTrials.check(1, random -> drawn.add(random.nextLong()));
        assertThat(drawn.get(0)).isNotEqualTo(drawn.get(1));
    }
}
