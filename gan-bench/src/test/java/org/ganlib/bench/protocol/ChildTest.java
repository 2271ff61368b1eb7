package org.ganlib.bench.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ganlib.bench.contestant.Contestant;
import org.ganlib.bench.contestant.GemmContestant;
import org.ganlib.bench.contestant.Identity;
import org.ganlib.bench.contestant.Peak;
import org.ganlib.bench.contestant.Prepared;
import org.ganlib.bench.contestant.TrainingTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildTest {
    private static final TrainingTask TOY = new TrainingTask("toy-2d", 0, 1, "folder with a space", true);

    @Test
    void whatIsAskedIsAnsweredWhateverElseIsPrinted() throws IOException {
        try (Child child = child(FakeContestant.honest("fake"))) {
            assertThat(child.identity()).isEqualTo(Identity.usable("fake", Map.of("a", "b")));
            assertThat(child.prepare(TOY)).isEqualTo(new Prepared(2, 3));
            MeasuredWindow window = child.run(2);
            assertThat(window.steps()).isEqualTo(2);
            assertThat(window.criticLosses()).containsExactly(1.0, .5);
            assertThat(window.generatorLosses()).containsExactly(2.0, 1.0);
            assertThat(window.wallNanos()).isPositive();
            assertThat(child.run(1).criticLosses()).containsExactly(1.0 / 3);
            assertThat(child.peak()).isEqualTo(new Peak(100, "by heart"));
        }
    }

    @Test
    void lossesThatAreNotFiniteArrive() throws IOException {
        try (Child child = child(new FakeContestant("fake", Double.NaN, false))) {
            child.prepare(TOY);
            assertThat(child.run(2).generatorLosses()).containsExactly(2.0, Double.NaN);
        }
    }

    @Test
    void aRefusalCarriesItsReasonAndTheProcessLives() throws IOException {
        try (Child child = child(new GemmContestant(1))) {
            assertThatThrownBy(() -> child.prepare(TOY))
                    .isInstanceOf(ContestantFailed.class)
                    .hasMessage("this contestant multiplies matrices and trains nothing");
            assertThatThrownBy(() -> child.run(1)).isInstanceOf(ContestantFailed.class);
        }
    }

    @Test
    void aProcessThatDiesIsNoticed() throws IOException {
        try (Child child = child(new FakeContestant("fake", 0, true))) {
            child.prepare(TOY);
            assertThatThrownBy(() -> child.run(1))
                    .isInstanceOf(ContestantDied.class)
                    .hasMessage("the process ended with code 134 at 'run 1'");
        }
    }

    /** In a real process, which ends by itself before it answers. */
    @Test
    void aVirtualMachineThatDiesIsNoticed(@TempDir Path folder) throws IOException {
        Path log = folder.resolve("log");
        Launcher launcher = new JavaLauncher(Dying.class.getName(), Set.of(), JavaLauncher.SMALL_NURSERY, log);
        try (Child child = launcher.start("fake", 1)) {
            assertThatThrownBy(child::identity)
                    .isInstanceOf(ContestantDied.class)
                    .hasMessageStartingWith("the process ended with code 134 at ");
        }
        assertThat(Files.readAllLines(log)).contains("fake on 1 thread, OMP_NUM_THREADS=1, OMP_WAIT_POLICY=passive");
    }

    @Test
    void anEngineWaitsAsItDoesInTheProduct(@TempDir Path folder) throws IOException {
        Path log = folder.resolve("log");
        Launcher launcher = new JavaLauncher(Dying.class.getName(), Set.of("fake"), JavaLauncher.SMALL_NURSERY, log);
        try (Child child = launcher.start("fake", 2)) {
            assertThatThrownBy(child::identity).isInstanceOf(ContestantDied.class);
        }
        assertThat(Files.readAllLines(log))
                .contains("fake on 2 thread, OMP_NUM_THREADS=2, OMP_WAIT_POLICY=" + System.getenv("OMP_WAIT_POLICY"));
    }

    private static Child child(Contestant contestant) throws IOException {
        return new Child(new FakeProcess(contestant));
    }

    /** A process that prints a line and aborts while it starts, as libtorch sometimes does. */
    static final class Dying {
        private Dying() {}

        public static void main(String[] arguments) {
            List<String> words = List.of(arguments);
            System.err.println(words.get(0) + " on " + words.get(1) + " thread, OMP_NUM_THREADS="
                    + System.getenv("OMP_NUM_THREADS") + ", OMP_WAIT_POLICY=" + System.getenv("OMP_WAIT_POLICY"));
            Runtime.getRuntime().halt(134);
        }
    }
}
