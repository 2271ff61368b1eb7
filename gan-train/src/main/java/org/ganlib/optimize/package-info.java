/**
 * Optimizers, one update rule per file; learning-rate schedules, one formula per file; and the
 * update schedule, which says how many critic steps a step has.
 *
 * <p>In the formulas θ are the parameters, g their gradient, η the learning rate at this update, λ
 * the weight decay and t the number of updates before this one. Weight decay adds λθ to the
 * gradient of weights; biases, normalisation gains and shifts are left alone.
 */
package org.ganlib.optimize;
