/** Guice modules: how an experiment becomes a trainer. */
package org.ganlib.wiring;
