/**
 * Native memory with oneDNN's formats: arenas own it, and a {@link
 * org.ganlib.onednn.memory.FormattedMemory} is a block of floats with the order in which they lie.
 */
@Internal
package org.ganlib.onednn.memory;

import org.ganlib.stability.Internal;
