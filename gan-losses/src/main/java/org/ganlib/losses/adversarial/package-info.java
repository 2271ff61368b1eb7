/** The original adversarial loss. */
package org.ganlib.losses.adversarial;
