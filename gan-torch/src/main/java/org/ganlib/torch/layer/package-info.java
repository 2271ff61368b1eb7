/** Forward passes through a graph by libtorch's operations, which record their derivatives. */
@Internal
package org.ganlib.torch.layer;

import org.ganlib.stability.Internal;
