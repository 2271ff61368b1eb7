/** One plugin of each kind, written against the public classes of ganlib alone. */
package com.example.gan;
