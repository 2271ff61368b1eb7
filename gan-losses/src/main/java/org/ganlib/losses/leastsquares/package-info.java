/** Losses that pull scores towards labels by their squared distance. */
@Experimental
package org.ganlib.losses.leastsquares;

import org.ganlib.stability.Experimental;
