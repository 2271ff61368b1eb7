/**
 * The univariate experiment of the f-GAN paper (Nowozin, Cseke, Tomioka, f-GAN, 2016, section 2.5):
 * a normal distribution is fitted to a mixture of two by training against a network critic, and
 * judged by exact divergences.
 */
@Internal
package org.ganlib.cli.reproduce.univariate;

import org.ganlib.stability.Internal;
