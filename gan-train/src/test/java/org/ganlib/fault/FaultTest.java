package org.ganlib.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.ganlib.optimize.Sgd;
import org.ganlib.problem.DataException;
import org.ganlib.updateschedule.RegularSchedule;
import org.junit.jupiter.api.Test;

final class FaultTest {
    private final Fault fault =
            new Fault().with("schedule", new RegularSchedule()).with("optimizer.generator", new Sgd());

    @Test
    void aPartIsNamedByPluginAndClass() {
        RuntimeException thrown =
                thrownAt("java.util.ArrayList", "org.ganlib.optimize.Sgd", "org.ganlib.train.Trainer");
        fault.finished(7);
        assertThat(fault.of(thrown))
                .hasMessageStartingWith("optimizer.generator sgd (org.ganlib.optimize.Sgd) failed after step 7: "
                        + "java.lang.IllegalStateException: torn")
                .hasCause(thrown);
    }

    @Test
    void whatLiesBesideAPartBelongsToIt() {
        assertThat(fault.of(thrownAt("org.ganlib.optimize.Adam$Rule")))
                .hasMessageStartingWith("optimizer.generator sgd ");
    }

    @Test
    void theNearestPartIsToBlame() {
        RuntimeException thrown = thrownAt("org.ganlib.updateschedule.RegularSchedule", "org.ganlib.optimize.Sgd");
        assertThat(fault.of(thrown)).hasMessageStartingWith("schedule regular ");
    }

    @Test
    void whatNoPartDidStaysWhatItIs() {
        RuntimeException thrown = thrownAt("org.ganlib.train.Trainer", "Unnamed");
        assertThat(fault.of(thrown)).isSameAs(thrown);
    }

    @Test
    void aMessageForTheUserStaysWhatItIs() {
        DataException thrown = new DataException("a.png is damaged");
        thrown.setStackTrace(thrownAt("org.ganlib.optimize.Sgd").getStackTrace());
        assertThat(fault.of(thrown)).isSameAs(thrown);
    }

    private static RuntimeException thrownAt(String... classes) {
        RuntimeException thrown = new IllegalStateException("torn");
        StackTraceElement[] frames = new StackTraceElement[classes.length];
        for (int i = 0; i < classes.length; i++) {
            frames[i] = new StackTraceElement(classes[i], "run", "Some.java", 1);
        }
        thrown.setStackTrace(frames);
        return thrown;
    }
}
