/** Metrics that compare examples as clouds of points in the space of a feature extractor. */
package org.ganlib.metrics.feature;
