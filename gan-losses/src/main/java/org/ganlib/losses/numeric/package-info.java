/** Elementary functions that several losses share, in forms that neither overflow nor cancel. */
@Experimental
package org.ganlib.losses.numeric;

import org.ganlib.stability.Experimental;
