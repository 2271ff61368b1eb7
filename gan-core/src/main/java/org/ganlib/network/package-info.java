/**
 * Networks as the rest of the framework sees them: flat parameter vectors, forward passes that
 * compute their own gradients, and the engines that run them. Nothing above this package may assume
 * which engine runs a network.
 */
@Experimental
package org.ganlib.network;

import org.ganlib.stability.Experimental;
