/** Batches of numbers in an engine's memory, and what games compute with them. */
package org.ganlib.tensor;
