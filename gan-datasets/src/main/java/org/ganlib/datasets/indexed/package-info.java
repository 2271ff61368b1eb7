/**
 * Data sets of finitely many examples: their order, their augmentation and reading them ahead of
 * use.
 */
package org.ganlib.datasets.indexed;
