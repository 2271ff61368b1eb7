/**
 * The eight Gaussians of the least-squares GAN's stability experiment (Mao et al., Least Squares
 * Generative Adversarial Networks, 2016, section 4.3): how many modes each objective keeps.
 */
@Internal
package org.ganlib.cli.reproduce.modes;

import org.ganlib.stability.Internal;
