/** Losses that pull scores towards labels by their squared distance. */
package org.ganlib.losses.leastsquares;
