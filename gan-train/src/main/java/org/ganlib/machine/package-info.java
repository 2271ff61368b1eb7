/**
 * The machine that a run computes on: the device and the engine, the number of threads, and the
 * memory that arrays and networks need.
 */
@Internal
package org.ganlib.machine;

import org.ganlib.stability.Internal;
