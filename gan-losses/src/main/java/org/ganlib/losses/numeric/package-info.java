/** Elementary functions that several losses share, in forms that neither overflow nor cancel. */
package org.ganlib.losses.numeric;
