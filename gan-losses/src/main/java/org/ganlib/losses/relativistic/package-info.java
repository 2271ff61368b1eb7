/** Losses of score differences: how much more real an example seems than those of the other side. */
@Experimental
package org.ganlib.losses.relativistic;

import org.ganlib.stability.Experimental;
