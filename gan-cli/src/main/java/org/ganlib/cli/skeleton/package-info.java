/** The skeleton of a plugin's project, from the templates of gan-plugin-archetype. */
@Internal
package org.ganlib.cli.skeleton;

import org.ganlib.stability.Internal;
