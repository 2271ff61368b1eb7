package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What surefire's OMP_NUM_THREADS=1 decides, the command must say. */
final class DoctorCommandTest {
    @Test
    void threadsAreShownWithTheReason() {
        Command doctor = Command.run("doctor");
        assertThat(doctor.exitCode()).as(doctor.err()).isZero();
        assertThat(doctor.outLines())
                .anyMatch(line -> line.matches("threads +1"))
                .anyMatch(line -> line.matches("threads chosen +OMP_NUM_THREADS=1"));
    }

    @Test
    void threadsAskedForAreUsed() {
        Command doctor = Command.run("doctor", "--threads", "2");
        assertThat(doctor.outLines())
                .anyMatch(line -> line.matches("threads +2"))
                .anyMatch(line -> line.matches("threads chosen +as asked for"));
    }
}
