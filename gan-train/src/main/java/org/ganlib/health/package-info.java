/** Watches runs for the ways in which adversarial training is known to fail. */
@Experimental
package org.ganlib.health;

import org.ganlib.stability.Experimental;
