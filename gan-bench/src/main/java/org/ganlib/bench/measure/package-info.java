/**
 * The measurement: interleaved windows, medians, and the proof that every contestant did the same
 * work.
 */
package org.ganlib.bench.measure;
