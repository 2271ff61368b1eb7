/** The reference engine: runs networks on Deeplearning4j's own layers. */
@Internal
package org.ganlib.dl4j;

import org.ganlib.stability.Internal;
