/** Metrics on generated and real examples. */
package org.ganlib.evaluate;
