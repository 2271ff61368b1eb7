/** The training loop, its checkpoints and the run directory. */
@Experimental
package org.ganlib.train;

import org.ganlib.stability.Experimental;
