/** Batch normalisation. */
package org.ganlib.onednn.normalisation;
