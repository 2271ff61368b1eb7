/**
 * The parts that games are made of: the critic between real and generated examples, passes that are
 * run once a round, latents and labels. A game of a plugin uses them as ganlib's own games do.
 */
@Experimental
package org.ganlib.game;

import org.ganlib.stability.Experimental;
