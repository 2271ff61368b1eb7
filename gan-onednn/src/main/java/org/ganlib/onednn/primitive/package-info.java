/** Operations over formatted memory: oneDNN's primitives with their arguments, copies and matrix products. */
package org.ganlib.onednn.primitive;
