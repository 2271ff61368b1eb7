/** Data drawn from distributions that are known exactly. */
@Experimental
package org.ganlib.datasets.synthetic;

import org.ganlib.stability.Experimental;
