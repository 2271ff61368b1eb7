/** The games networks play against each other. */
package org.ganlib.models.game;
