/** Data drawn from distributions that are known exactly. */
package org.ganlib.datasets.synthetic;
