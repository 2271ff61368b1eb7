package org.ganlib.datasets.image;

import java.util.Comparator;

/**
 * The natural order of numbered names. Runs of the digits 0 to 9 compare as numbers of any length
 * and everything else by character, so {@code a2} comes before {@code a10}. Names that differ only
 * in leading zeros are ordered by their characters, so no two different names are equal.
 */
final class NaturalOrder implements Comparator<String> {
    @Override
    public int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int difference;
            if (isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
                int endOfA = end(a, i);
                int endOfB = end(b, j);
                String one = a.substring(firstSignificant(a, i, endOfA), endOfA);
                String other = b.substring(firstSignificant(b, j, endOfB), endOfB);
                difference = one.length() != other.length()
                        ? Integer.compare(one.length(), other.length())
                        : one.compareTo(other);
                i = endOfA;
                j = endOfB;
            } else {
                difference = Character.compare(a.charAt(i++), b.charAt(j++));
            }
            if (difference != 0) {
                return difference;
            }
        }
        int rest = Integer.compare(a.length() - i, b.length() - j);
        return rest != 0 ? rest : a.compareTo(b);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int end(String text, int start) {
        int end = start;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int firstSignificant(String text, int start, int end) {
        int at = start;
        while (at < end - 1 && text.charAt(at) == '0') {
            at++;
        }
        return at;
    }
}
