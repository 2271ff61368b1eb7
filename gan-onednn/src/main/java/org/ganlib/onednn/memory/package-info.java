/** Native memory of this engine: arenas that own it, and tensors with oneDNN's memory formats. */
package org.ganlib.onednn.memory;
