/** The records of a run beside its checkpoints: its experiment, its data and its environment. */
package org.ganlib.run;
