/** Writes the files that TensorBoard reads: event files of scalars, sample grids and histograms. */
package org.ganlib.tensorboard;
