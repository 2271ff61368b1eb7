/** The records of a run beside its checkpoints: its experiment, its data and its environment. */
@Experimental
package org.ganlib.run;

import org.ganlib.stability.Experimental;
