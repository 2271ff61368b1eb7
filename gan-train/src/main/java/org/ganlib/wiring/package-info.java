/** Guice modules: how an experiment becomes a trainer. */
@Internal
package org.ganlib.wiring;

import org.ganlib.stability.Internal;
