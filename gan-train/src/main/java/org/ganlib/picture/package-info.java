/** Pictures of examples: grids of images, and points in the plane. */
@Internal
package org.ganlib.picture;

import org.ganlib.stability.Internal;
