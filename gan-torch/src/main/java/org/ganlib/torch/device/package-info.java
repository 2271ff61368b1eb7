/**
 * A device's memory: tensors in it, arithmetic on them, and the transfers between it and the host,
 * which are counted.
 */
@Internal
package org.ganlib.torch.device;

import org.ganlib.stability.Internal;
