/** Characters drawn from fonts, as if by different writers. */
@Experimental
package org.ganlib.datasets.rendered;

import org.ganlib.stability.Experimental;
