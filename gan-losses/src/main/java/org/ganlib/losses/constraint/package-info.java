/** Constraints, which keep a critic in its admissible class. */
@Experimental
package org.ganlib.losses.constraint;

import org.ganlib.stability.Experimental;
