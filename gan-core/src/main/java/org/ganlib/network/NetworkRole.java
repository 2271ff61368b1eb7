package org.ganlib.network;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The name of a network's part in a game. A model may name roles of its own; two roles of one name
 * are equal.
 *
 * @param key the name used in experiments, files, random streams and messages: lower-case letters
 *     and digits in words that are joined by hyphens
 */
public record NetworkRole(String key) {
    private static final Pattern WORDS = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** Latents (and labels) to examples. */
    public static final NetworkRole GENERATOR = new NetworkRole("generator");
    /** Examples (and labels, and latents in a joint game) to one raw, linear score each. */
    public static final NetworkRole CRITIC = new NetworkRole("critic");
    /** Examples to latents. */
    public static final NetworkRole ENCODER = new NetworkRole("encoder");

    /** The roles that most models have; each has a section of its own in an experiment. */
    public static final List<NetworkRole> USUAL = List.of(GENERATOR, CRITIC, ENCODER);

    /**
     * @throws IllegalArgumentException if the name is not one of lower-case words
     */
    public NetworkRole {
        if (!isName(key)) {
            throw new IllegalArgumentException("a role is named by lower-case letters and digits in words that hyphens"
                    + " join, as in latent-critic; was '" + key + "'");
        }
    }

    /** Tells whether a role may have that name. */
    public static boolean isName(String text) {
        return WORDS.matcher(text).matches();
    }

    /** The name. */
    @Override
    public String toString() {
        return key;
    }
}
