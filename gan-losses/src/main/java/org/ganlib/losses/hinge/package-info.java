/** Losses that ask for a margin and no more. */
@Experimental
package org.ganlib.losses.hinge;

import org.ganlib.stability.Experimental;
