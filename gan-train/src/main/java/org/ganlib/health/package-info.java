/** Watches runs for the ways in which adversarial training is known to fail. */
package org.ganlib.health;
