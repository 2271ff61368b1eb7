/** What a run records beside its checkpoints: its experiment, its data and its environment. */
package org.ganlib.run;
