/** Image data sets. */
@Experimental
package org.ganlib.datasets.image;

import org.ganlib.stability.Experimental;
