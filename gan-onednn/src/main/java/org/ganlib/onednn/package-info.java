/**
 * The engine that runs networks on oneDNN, on the processor and in float.
 *
 * <p>{@link org.ganlib.onednn.OneDnnEngine} is the registered plugin. A network compiles its {@link
 * org.ganlib.graph.Graph} for each batch size and mode into a list of steps over memory that is
 * allocated then. A pass runs these steps again and again without allocating.
 *
 * <p>Packages depend on packages in later lines alone, and classes have no cycles:
 *
 * <pre>
 * onednn         the engine, its networks and passes, the gradient vector
 * compile        from a graph to steps; the mixed second-order product
 * dense          dense layers and lookup tables
 * convolution    convolutions by oneDNN's kernels, or by a matrix product and col2im
 * winograd       convolutions by Winograd's minimal filtering
 * normalisation  batch normalisation
 * elementwise    dropout, sums, maxout
 * shape          merge, subset, reshape, upsampling
 * activation     activation functions, alone or fused into layers, and their tangents
 * step           what all steps share: values, gradients, parameters, tangents
 * primitive      operations over memory: primitives with arguments, copies, matrix products
 * memory         native memory with formats
 * </pre>
 */
@Internal
package org.ganlib.onednn;

import org.ganlib.stability.Internal;
