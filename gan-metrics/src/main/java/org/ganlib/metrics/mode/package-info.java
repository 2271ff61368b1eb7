/** Metrics of how much of a distribution is reached: modes, supports, copies. */
package org.ganlib.metrics.mode;
