/**
 * Names the plugin that an unexpected exception comes from, and refuses results outside a plugin's
 * contract.
 */
@Internal
package org.ganlib.fault;

import org.ganlib.stability.Internal;
