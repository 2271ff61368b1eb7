/** Writes the files that TensorBoard reads: event files of scalars, sample grids and histograms. */
@Internal
package org.ganlib.tensorboard;

import org.ganlib.stability.Internal;
