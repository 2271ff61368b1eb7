/**
 * Data sets of finitely many examples: their order, their augmentation and reading them ahead of
 * use.
 */
@Internal
package org.ganlib.datasets.indexed;

import org.ganlib.stability.Internal;
