/**
 * The engine that runs networks on libtorch, on a device or on the processor, in float or double.
 *
 * <p>{@link org.ganlib.torch.TorchEngine} is the registered plugin. It touches no class of libtorch
 * before its native library is known to be there. Packages depend on packages in later lines alone:
 *
 * <pre>
 * torch    the engine, its networks and passes; the library and the devices that it finds
 * layer    from a graph's nodes to libtorch's operations; parameters in the shapes of their layers
 * device   tensors in a device's memory, their arithmetic, and every transfer to the host and back
 * </pre>
 */
@Internal
package org.ganlib.torch;

import org.ganlib.stability.Internal;
