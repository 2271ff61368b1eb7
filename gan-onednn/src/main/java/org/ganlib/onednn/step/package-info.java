/**
 * The parts that all steps of a compiled network share.
 *
 * <p>A {@link org.ganlib.onednn.step.Step} computes a {@link org.ganlib.onednn.step.Value} from
 * others and, backward, its contributions to their gradients. {@link
 * org.ganlib.onednn.step.Compilation} has what a step needs while it is made; {@link
 * org.ganlib.onednn.step.ParameterMemory} and {@link org.ganlib.onednn.step.DeferredGradients} hold
 * parameters and weight gradients.
 */
@Internal
package org.ganlib.onednn.step;

import org.ganlib.stability.Internal;
