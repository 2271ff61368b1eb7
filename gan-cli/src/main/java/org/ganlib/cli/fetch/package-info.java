/** Downloads that can be resumed and are verified before anything sees them. */
@Internal
package org.ganlib.cli.fetch;

import org.ganlib.stability.Internal;
