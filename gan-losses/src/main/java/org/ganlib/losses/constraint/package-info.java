/** Constraints, which keep a critic in its admissible class. */
package org.ganlib.losses.constraint;
