/** Metrics that know that examples are images, and that a generator draws them. */
package org.ganlib.metrics.image;
