/** Networks, as the papers publish them. */
@Experimental
package org.ganlib.models.architecture;

import org.ganlib.stability.Experimental;
