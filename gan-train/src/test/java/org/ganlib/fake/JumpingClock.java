package org.ganlib.fake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that somebody keeps setting: ten years on, eleven back, ten on, at every look. */
public final class JumpingClock extends Clock {
    private static final Duration FORWARD = Duration.ofDays(3_650);
    private static final Duration BACK = Duration.ofDays(-4_015);

    private Instant now;
    private long looks;

    /** Begins at {@code start} and jumps from the second look on. */
    public JumpingClock(Instant start) {
        now = start;
    }

    @Override
    public Instant instant() {
        Instant shown = now;
        now = now.plus(looks++ % 2 == 0 ? FORWARD : BACK);
        return shown;
    }

    /** How often it was looked at. */
    public long looks() {
        return looks;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
