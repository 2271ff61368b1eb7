/**
 * Operations over formatted memory: oneDNN's primitives with their arguments, copies between
 * formats, and matrix products. An operation is made when a network is compiled, and running it
 * allocates nothing.
 */
@Internal
package org.ganlib.onednn.primitive;

import org.ganlib.stability.Internal;
