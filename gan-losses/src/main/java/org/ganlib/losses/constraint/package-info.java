/** What keeps a critic in its admissible class. */
package org.ganlib.losses.constraint;
