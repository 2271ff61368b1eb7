/** Tests of the packaged distribution. */
package org.ganlib.distribution;
