/**
 * Names the plugin that an unexpected exception comes from, and refuses results outside a plugin's
 * contract.
 */
package org.ganlib.fault;
