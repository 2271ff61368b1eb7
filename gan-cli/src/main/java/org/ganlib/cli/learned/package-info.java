/** Measures what trained networks have learnt about classes that they were never told. */
@Internal
package org.ganlib.cli.learned;

import org.ganlib.stability.Internal;
