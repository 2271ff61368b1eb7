/** Published results measured again with this library: what {@code gan reproduce} runs. */
package org.ganlib.cli.reproduce;
