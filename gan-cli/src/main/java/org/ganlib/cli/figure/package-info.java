/** Figures that are drawn from a run's networks. */
package org.ganlib.cli.figure;
