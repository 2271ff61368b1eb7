package org.ganlib.evaluate;

import java.nio.file.Path;
import org.ganlib.spi.Split;

/**
 * The settings of an evaluation.
 *
 * @param split the part of the data that generated examples are compared with
 * @param realCount the maximum number of real examples, drawn at random
 * @param cache the folder where extractors keep the networks they trained
 */
public record EvaluationSettings(Split split, int realCount, Path cache) {}
