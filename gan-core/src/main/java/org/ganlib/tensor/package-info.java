/** Batches of numbers in an engine's memory, and what games compute with them. */
@Experimental
package org.ganlib.tensor;

import org.ganlib.stability.Experimental;
