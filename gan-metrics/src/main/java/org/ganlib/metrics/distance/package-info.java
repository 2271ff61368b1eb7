/** Metrics that compare examples by their distance in data space. */
package org.ganlib.metrics.distance;
