/**
 * Runs networks on oneDNN.
 *
 * <p>A Deeplearning4j configuration is read into a {@link org.ganlib.graph.Graph}, and for each batch size compiled once into a list of
 * {@link org.ganlib.onednn.step.Step}s over memory allocated then. A pass executes them again and again, without allocating.
 */
package org.ganlib.onednn;
