/**
 * Linear algebra in double precision that metrics share: passes over all pairs of examples, and
 * factors of covariances.
 */
package org.ganlib.metrics.linear;
