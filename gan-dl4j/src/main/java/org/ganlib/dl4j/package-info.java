/** The reference engine: runs networks on Deeplearning4j's own layers. */
package org.ganlib.dl4j;
