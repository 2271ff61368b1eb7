/** Plugins of every kind but engines, written against the public classes of ganlib alone. */
package com.example.gan;
