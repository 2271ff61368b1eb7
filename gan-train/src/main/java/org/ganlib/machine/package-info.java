/**
 * The machine that a run computes on: the device and the engine, the number of threads, and the
 * memory that arrays and networks need.
 */
package org.ganlib.machine;
