package org.ganlib.library;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.ganlib.spi.RunStatus;

/**
 * A run that has ended.
 *
 * @param directory the run directory, which holds all results
 * @param status {@link RunStatus#FINISHED} or {@link RunStatus#INTERRUPTED}; other ends are
 *     exceptions
 * @param step the last step, counted from 1
 * @param bestStep the step at which the metric {@code train.best} was best; empty if no metric was
 *     named
 * @param stalled true if the run ended early, because that metric did not improve for {@code
 *     train.patience} evaluations
 */
public record Run(Path directory, RunStatus status, long step, OptionalLong bestStep, boolean stalled) {}
