/**
 * The compiler from a graph to steps: which graphs are supported, which step computes which node,
 * and the further steps of the mixed second-order product.
 */
@Internal
package org.ganlib.onednn.compile;

import org.ganlib.stability.Internal;
