/** libtorch. */
@Internal
package org.ganlib.torch;

import org.ganlib.stability.Internal;
