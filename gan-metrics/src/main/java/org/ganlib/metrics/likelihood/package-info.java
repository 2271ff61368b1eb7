/** Metrics that fit a density to generated examples and ask how likely it makes real ones. */
package org.ganlib.metrics.likelihood;
