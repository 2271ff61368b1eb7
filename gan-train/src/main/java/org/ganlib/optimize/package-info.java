/**
 * Optimizers, one update rule per file, and learning-rate schedules, one formula per file.
 *
 * <p>In the formulas θ are the parameters, g their gradient, η the learning rate at this update, λ
 * the weight decay and t the number of updates before this one. Weight decay adds λθ to the
 * gradient of weights, unless the optimizer says that it is decoupled; biases, normalisation gains
 * and shifts are left alone.
 */
@Experimental
package org.ganlib.optimize;

import org.ganlib.stability.Experimental;
