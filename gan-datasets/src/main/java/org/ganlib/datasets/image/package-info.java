/** Image data sets. */
package org.ganlib.datasets.image;
