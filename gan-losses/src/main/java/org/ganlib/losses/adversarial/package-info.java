/** The original adversarial loss. */
@Experimental
package org.ganlib.losses.adversarial;

import org.ganlib.stability.Experimental;
