package org.ganlib.graph;

/**
 * A network has a layer that no node of the graph stands for, or that an engine has no kernel for.
 * The message names the layer and the reason.
 */
public final class UnsupportedLayerException extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * @param layer the layer's name
     * @param reason the property that is not supported
     */
    public UnsupportedLayerException(String layer, String reason) {
        super("layer '" + layer + "': " + reason);
    }
}
