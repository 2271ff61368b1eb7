/** Ways through the space of latents. */
@Internal
package org.ganlib.cli.latent;

import org.ganlib.stability.Internal;
