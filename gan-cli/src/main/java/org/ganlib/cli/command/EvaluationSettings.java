package org.ganlib.cli.command;

import java.nio.file.Path;
import org.ganlib.spi.Split;

/**
 * What an evaluation compares with.
 *
 * @param split the part of the data that generated examples are compared with
 * @param realCount at most so many of it, drawn at random
 * @param cache where extractors keep what they learnt
 */
record EvaluationSettings(Split split, int realCount, Path cache) {}
