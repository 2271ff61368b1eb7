/** Metrics on generated and real examples. */
@Experimental
package org.ganlib.evaluate;

import org.ganlib.stability.Experimental;
