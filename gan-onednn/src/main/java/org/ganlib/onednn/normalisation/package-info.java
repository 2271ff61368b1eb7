/** Batch normalisation, its running statistics and its tangent. */
package org.ganlib.onednn.normalisation;
