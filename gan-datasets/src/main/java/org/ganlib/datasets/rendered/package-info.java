/** Characters drawn from fonts, as if by different writers. */
package org.ganlib.datasets.rendered;
