/** libtorch. */
@Internal
package org.ganlib.torch.device;

import org.ganlib.stability.Internal;
