/** The parts that all steps of a compiled network share: values with their gradients, parameters, deferred gradients and tangents. */
package org.ganlib.onednn.step;
