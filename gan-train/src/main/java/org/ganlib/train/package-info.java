/** The training loop, its checkpoints and the run directory. */
package org.ganlib.train;
