/**
 * Layers that the papers need and Deeplearning4j lacks. Architectures name them, engines run them.
 */
@Internal
package org.ganlib.network.layer;

import org.ganlib.stability.Internal;
