/** Data sets from arrays that other programs wrote. */
package org.ganlib.datasets.array;
