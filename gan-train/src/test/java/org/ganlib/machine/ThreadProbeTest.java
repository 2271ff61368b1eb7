package org.ganlib.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToLongFunction;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.SampleWork;
import org.ganlib.problem.GanException;
import org.junit.jupiter.api.Test;

final class ThreadProbeTest {
    private static final long MILLISECOND = 1_000_000;

    @Test
    void threadsThatMakeWorkFasterAreTaken() {
        FakeMachine machine = new FakeMachine(threads -> 4 * MILLISECOND / threads);
        assertThat(machine.choose(4))
                .isEqualTo(new ThreadChoice(
                        4, "measured: 2 threads are 2.00 times as fast as 1, 4 threads are 2.00 times as fast as 2"));
    }

    @Test
    void threadsThatHelpTooLittleAreNotTaken() {
        FakeMachine machine = new FakeMachine(threads -> threads == 1 ? 1_240_000 : MILLISECOND);
        assertThat(machine.choose(2)).isEqualTo(new ThreadChoice(1, "measured: 2 threads are 1.24 times as fast as 1"));
    }

    @Test
    void quarterFasterIsEnough() {
        FakeMachine machine = new FakeMachine(threads -> threads == 1 ? 1_250_000 : MILLISECOND);
        assertThat(machine.choose(2).count()).isEqualTo(2);
    }

    @Test
    void threadsThatHinderAreNotTakenAndEndTheSearch() {
        FakeMachine machine = new FakeMachine(threads -> threads == 2 ? 2 * MILLISECOND : MILLISECOND / threads);
        assertThat(machine.choose(8)).isEqualTo(new ThreadChoice(1, "measured: 2 threads are 0.50 times as fast as 1"));
        assertThat(machine.tried).containsExactly(1, 2);
    }

    @Test
    void fourThreadsCanEarnWhatTwoDoNot() {
        FakeMachine machine = new FakeMachine(threads -> switch (threads) {
            case 1 -> 1_800_000;
            case 2 -> 1_500_000;
            default -> MILLISECOND;
        });
        assertThat(machine.choose(4).count()).isEqualTo(4);
    }

    @Test
    void everyPowerOfTwoAndTheNumberOfProcessorsIsTried() {
        FakeMachine machine = new FakeMachine(threads -> MILLISECOND / threads);
        assertThat(machine.choose(6).count()).isEqualTo(6);
        assertThat(machine.tried).containsExactly(1, 2, 4, 6);
    }

    @Test
    void oneProcessorIsNotMeasured() {
        FakeMachine machine = new FakeMachine(threads -> MILLISECOND);
        assertThat(machine.choose(1)).isEqualTo(new ThreadChoice(1, "one processor"));
        assertThat(machine.tried).isEmpty();
    }

    @Test
    void noRunStartsOnceTimeIsUp() {
        FakeMachine machine = new FakeMachine(threads -> 30 * MILLISECOND);
        assertThat(machine.choose(64).reason()).isEqualTo("measured: no time left to try 2");
        assertThat(machine.now).isEqualTo((2 * 30 + 150) * MILLISECOND);
    }

    @Test
    void oneThreadIsTheAnswerWhereWorkIsTooSlowToMeasure() {
        FakeMachine machine = new FakeMachine(threads -> 100 * MILLISECOND);
        assertThat(machine.choose(4)).isEqualTo(new ThreadChoice(1, "no measurement within 150 ms"));
        assertThat(machine.open).isZero();
    }

    @Test
    void disturbedRunsOfOneThreadDoNotSpeakForTwo() {
        FakeMachine machine = new FakeMachine(threads -> MILLISECOND);
        machine.disturbedRuns = Set.of(3, 5, 8);
        assertThat(machine.choose(2)).isEqualTo(new ThreadChoice(1, "measured: 2 threads are 1.00 times as fast as 1"));
    }

    @Test
    void disturbedRunsOfTwoThreadsDoNotSpeakAgainstThem() {
        FakeMachine machine = new FakeMachine(threads -> 2 * MILLISECOND / threads);
        machine.disturbedRuns = Set.of(11, 14, 15);
        assertThat(machine.choose(2)).isEqualTo(new ThreadChoice(2, "measured: 2 threads are 2.00 times as fast as 1"));
    }

    @Test
    void twoThreadsThatAreDisturbedMoreOftenThanNotAreNotTaken() {
        FakeMachine machine = new FakeMachine(threads -> 2 * MILLISECOND / threads);
        machine.disturbedRuns = Set.of(11, 13, 14, 16);
        assertThat(machine.choose(2).count()).isEqualTo(1);
    }

    @Test
    void processorsThatAreBusyAreLeftAlone() {
        FakeMachine machine = new FakeMachine(threads -> MILLISECOND / threads);
        machine.busy = 6.8;
        assertThat(machine.automatic(""))
                .isEqualTo(new ThreadChoice(1, "other programs keep 6.8 of 8 processors busy"));
        machine.busy = 3.9;
        assertThat(machine.automatic("").count()).isEqualTo(4);
        machine.busy = -1;
        assertThat(machine.automatic("").count()).isEqualTo(8);
    }

    @Test
    void samplesAreClosedBeforeTheNextIsMade() {
        FakeMachine machine = new FakeMachine(threads -> MILLISECOND / threads);
        machine.choose(16);
        assertThat(machine.mostOpen).isEqualTo(1);
        assertThat(machine.open).isZero();
    }

    @Test
    void environmentVariableDecidesWithoutMeasuring() {
        FakeMachine machine = new FakeMachine(threads -> MILLISECOND / threads);
        assertThat(machine.automatic("3")).isEqualTo(new ThreadChoice(3, "OMP_NUM_THREADS=3"));
        assertThat(machine.automatic(" 4,2 ").count()).isEqualTo(4);
        assertThat(machine.tried).isEmpty();
    }

    @Test
    void blankEnvironmentVariableLeavesTheChoiceToMeasuring() {
        FakeMachine machine = new FakeMachine(threads -> MILLISECOND / threads);
        assertThat(machine.automatic(" ").count()).isEqualTo(8);
        assertThat(machine.tried).containsExactly(1, 2, 4, 8);
    }

    @Test
    void environmentVariableThatIsNoCountIsRefused() {
        FakeMachine machine = new FakeMachine(threads -> MILLISECOND);
        for (String wrong : List.of("0", "-1", "many", "1.5", ",2", "99999999999")) {
            assertThatThrownBy(() -> machine.automatic(wrong))
                    .isInstanceOf(GanException.class)
                    .hasMessage("OMP_NUM_THREADS: must be an integer from 1 to 1024, was '" + wrong
                            + "'. Correct or unset it, or use threads=N");
        }
    }

    @Test
    void engineWithoutASampleComputesOnOneThread() {
        ThreadProbe probe = new ThreadProbe(() -> 0);
        assertThat(probe.choose(8, threads -> Optional.empty()))
                .isEqualTo(new ThreadChoice(1, "the engine has no sample of its work to measure"));
    }

    /** A clock that only work moves. */
    private static final class FakeMachine implements NetworkEngine {
        private final IntToLongFunction durations;
        private final List<Integer> tried = new ArrayList<>();
        private long now;
        private int threads;
        private int open;
        private int mostOpen;
        private int runs;
        private Set<Integer> disturbedRuns = Set.of();
        private double busy;

        FakeMachine(IntToLongFunction durations) {
            this.durations = durations;
        }

        ThreadChoice choose(int processors) {
            return new ThreadProbe(() -> now).choose(processors, this::sampleWith);
        }

        ThreadChoice automatic(String variable) {
            return new AutomaticThreads(Map.of("OMP_NUM_THREADS", variable), 8, busy, new ThreadProbe(() -> now))
                    .choose(this, count -> threads = count);
        }

        private Optional<SampleWork> sampleWith(int count) {
            threads = count;
            return sampleWork();
        }

        @Override
        public Optional<SampleWork> sampleWork() {
            tried.add(threads);
            open++;
            mostOpen = Math.max(mostOpen, open);
            return Optional.of(new SampleWork() {
                @Override
                public void run() {
                    now += durations.applyAsLong(threads) + (disturbedRuns.contains(runs) ? 20 * MILLISECOND : 0);
                    runs++;
                }

                @Override
                public void close() {
                    open--;
                }
            });
        }

        @Override
        public Optional<String> unavailable() {
            return Optional.empty();
        }

        @Override
        public Network build(NetworkRequest request) {
            throw new UnsupportedOperationException("only samples are asked for");
        }
    }
}
