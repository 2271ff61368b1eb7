/**
 * Networks as the rest of the framework sees them: flat parameter vectors, forward passes that know their own way back, and the engines
 * that run them. Nothing above this package may assume which engine runs a network.
 */
package org.ganlib.network;
