/**
 * The contestants: the product's engines, libtorch, and bare matrix multiplication. Each runs in a
 * process of its own.
 */
package org.ganlib.bench.contestant;
