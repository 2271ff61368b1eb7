package org.ganlib.config;

/** Dotted paths of settings: {@code optimizer.critic.learning-rate}, {@code metrics[1].name}. */
final class Paths {
    private Paths() {}

    static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** The section a path lies in; empty for the whole. */
    static String parent(String path) {
        int cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        return cut < 0 ? "" : path.substring(0, cut);
    }

    /** The first key of a path. */
    static String first(String path) {
        int dot = path.indexOf('.');
        int bracket = path.indexOf('[');
        int cut = dot < 0 ? bracket : bracket < 0 ? dot : Math.min(dot, bracket);
        return cut < 0 ? path : path.substring(0, cut);
    }

    /** Returns true if {@code path} is {@code ancestor} or lies in it. */
    static boolean within(String ancestor, String path) {
        return path.startsWith(ancestor)
                && (path.length() == ancestor.length()
                        || path.charAt(ancestor.length()) == '.'
                        || path.charAt(ancestor.length()) == '[');
    }
}
