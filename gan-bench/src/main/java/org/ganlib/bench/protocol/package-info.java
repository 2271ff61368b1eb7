/** One contestant per process: lines in, lines out. */
package org.ganlib.bench.protocol;
