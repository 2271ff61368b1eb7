package org.ganlib.graph;

import java.util.List;
import org.ganlib.tensor.TensorShape;

/**
 * A layer configuration of one's own that can be written with the graph's nodes. Every engine that
 * has kernels for these nodes then runs it, and it can be exported as ONNX. A layer that does not
 * implement this interface runs on the reference engine.
 */
public interface GraphLayer {
    /**
     * The layer as nodes, in the order in which they are computed; the last one has the layer's
     * name.
     *
     * @param name the layer's name; its parameters are called {@code name/…}
     * @param source the name of the layer's input
     * @param input the shape of one example of it
     * @throws UnsupportedLayerException if these settings, or this input, cannot be written so
     */
    List<Node> nodes(String name, String source, TensorShape input) throws UnsupportedLayerException;
}
