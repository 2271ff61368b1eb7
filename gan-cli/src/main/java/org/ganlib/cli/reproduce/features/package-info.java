/**
 * The table of the BiGAN paper (Donahue, Krähenbühl, Darrell, Adversarial Feature Learning, 2017,
 * section 4.2): what encoders learn of digits without labels.
 */
@Internal
package org.ganlib.cli.reproduce.features;

import org.ganlib.stability.Internal;
