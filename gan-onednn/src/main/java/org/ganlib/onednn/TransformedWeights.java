package org.ganlib.onednn;

/** What is made of a layer's weights before they are multiplied, and made anew after they changed. */
interface TransformedWeights {
    void refresh();
}
