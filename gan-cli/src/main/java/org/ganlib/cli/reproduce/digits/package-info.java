/**
 * Reproductions of findings on digits: likelihoods under a Parzen window, how well the critic's estimate of
 * the Wasserstein distance follows the quality of samples, and what a trained critic is worth where
 * labels are few.
 */
@Internal
package org.ganlib.cli.reproduce.digits;

import org.ganlib.stability.Internal;
