/** Plugins of another author, all in one package, which fail in every way. */
package stranger;
