package org.ganlib.plugin;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds what a misspelt name was meant to be. Two names are near when at most 2 edits, or edits to
 * a third of the wanted name's length, turn one into the other. An edit inserts, deletes or
 * replaces a character, or swaps two neighbours (Damerau 1964, restricted to one edit per place).
 */
public final class NearestNames {
    private NearestNames() {}

    /** The nearest of {@code names} if it is near; of equally near ones the first. */
    public static Optional<String> nearest(String wanted, Collection<String> names) {
        return names.stream()
                .filter(name -> near(wanted, name))
                .min(Comparator.comparingInt(name -> distance(wanted, name)));
    }

    /**
     * All of {@code names}: the near ones first, the nearest of them leading, then the others in
     * the order they came.
     */
    public static List<String> nearestFirst(String wanted, Collection<String> names) {
        return names.stream()
                .sorted(Comparator.comparingInt(
                        name -> near(wanted, name) ? distance(wanted, name) : Integer.MAX_VALUE))
                .toList();
    }

    /** Names without a common character are never near, however short. */
    private static boolean near(String wanted, String name) {
        int most = Math.max(2, wanted.length() / 3);
        if (Math.abs(wanted.length() - name.length()) > most) {
            // The edit distance is at least the difference of the lengths. Computing it could need
            // a large table.
            return false;
        }
        int distance = distance(wanted, name);
        return distance <= most && distance < Math.max(wanted.length(), name.length());
    }

    static int distance(String a, String b) {
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                edits[i][j] = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    edits[i][j] = Math.min(edits[i][j], 1 + edits[i - 2][j - 2]);
                }
            }
        }
        return edits[a.length()][b.length()];
    }
}
