/** libtorch. */
@Internal
package org.ganlib.torch.layer;

import org.ganlib.stability.Internal;
