package org.ganlib.datasets.indexed;

import java.util.stream.IntStream;
import org.ganlib.plugin.SettingText;
import org.ganlib.problem.DataException;
import org.ganlib.spi.Split;

/** Divides examples of one file or folder into those for training and those held out, spread evenly over their order. */
public final class HoldOut {
    private HoldOut() {}

    /**
     * The indices of a split, ascending: the share {@code share} is held out, so that 0.1 holds out the 10th, the 20th and so on.
     *
     * @param what names the data in messages
     * @param share in [0, 1)
     * @throws DataException if the split is empty
     */
    public static int[] indices(String what, int count, double share, Split split) {
        int[] indices = IntStream.range(0, count)
                .filter(i -> isHeldOut(i, share) == (split == Split.HELD_OUT))
                .toArray();
        if (indices.length == 0) {
            String part = split == Split.HELD_OUT ? "held out" : "left for training";
            throw DataException.ofEmptyPart(
                    what + ": none of its " + count + " examples is " + part + ", because hold-out is "
                            + SettingText.number(share) + ". Change dataset.hold-out, or give more examples.");
        }
        return indices;
    }

    private static boolean isHeldOut(int index, double share) {
        return Math.floor((index + 1) * share + 1e-9) > Math.floor(index * share + 1e-9);
    }
}
