/** Compiles a graph into steps. */
package org.ganlib.onednn.compile;
