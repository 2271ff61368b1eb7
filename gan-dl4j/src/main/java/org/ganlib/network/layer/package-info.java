/**
 * Layers that the papers need and Deeplearning4j lacks. Architectures name them, engines run them.
 */
package org.ganlib.network.layer;
