/** The skeleton of a plugin's project, from the templates of gan-plugin-archetype. */
package org.ganlib.cli.skeleton;
