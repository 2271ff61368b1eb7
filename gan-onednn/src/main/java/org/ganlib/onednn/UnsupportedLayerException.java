package org.ganlib.onednn;

/** A configuration holds something this engine has no kernel for; the message names the layer and what it is. */
final class UnsupportedLayerException extends Exception {
    UnsupportedLayerException(String layer, String what) {
        super("layer '" + layer + "': " + what);
    }
}
