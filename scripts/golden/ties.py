#!/usr/bin/python3
"""Prints the golden numbers of gan-metrics' TiesTest: metrics that compare distances, on data where most distances are equal.

Values come from a linear congruential generator that the test repeats. Distances are whole numbers without any rounding: float32 values are
multiplied by 2^149. Needs Debian's python3-numpy; no part of the build. Run it from the repository's root:

    /usr/bin/python3 scripts/golden/ties.py
"""

from fractions import Fraction

import numpy as np

K = 5
MASK = (1 << 64) - 1


def drawn(seed, count, dimension, values):
    state = seed
    numbers = []
    for _ in range(count * dimension):
        state = (state * 6364136223846793005 + 1442695040888963407) & MASK
        numbers.append(values[(state >> 33) % len(values)])
    floats = np.array(numbers, dtype="f4").reshape(count, dimension)
    return np.array([[int(Fraction(float(v)) * 2**149) for v in row] for row in floats], dtype=object)


def distances(x, y):
    squares = lambda a: (a * a).sum(1)
    return squares(x)[:, None] + squares(y)[None] - 2 * x.dot(y.T)


def report(name, x, y):
    n = min(len(x), len(y))
    xx, yy, xy = distances(x, x), distances(y, y), distances(x, y)
    radius = lambda a: np.sort(a, axis=1)[:, K]
    inside = xy <= radius(xx)[:, None]
    print(f"{name}: precision {inside.any(0).mean()!r}")
    print(f"{name}: recall {(xy <= radius(yy)[None]).any(1).mean()!r}")
    print(f"{name}: density {inside.sum() / K / len(y)!r}")
    print(f"{name}: coverage {inside.any(1).mean()!r}")

    pooled = np.concatenate([x[:n], y[:n]])
    labels = np.repeat([0, 1], n)
    among = distances(pooled, pooled)
    shares = Fraction(0)
    for i in range(2 * n):
        others = np.delete(among[i], i)
        same = np.delete(labels, i)[others == others.min()] == labels[i]
        shares += Fraction(int(same.sum()), len(same))
    print(f"{name}: classifier-two-sample {float(shares / (2 * n))!r}")

    nearest = sorted(min(np.delete(xx[i], i)) for i in range(n))
    threshold = nearest[n // 2]
    support = lambda a: n * (n - 1) / 2 / sum(int((a[i, :i] <= threshold).sum()) for i in range(n))
    print(f"{name}: birthday-paradox {support(yy)!r}")
    print(f"{name}: birthday-paradox real {support(xx)!r}")

    to_training, to_held_out = xy[: n // 2].min(0), xy[n // 2 :].min(0)
    print(f"{name}: memorisation {((to_training < to_held_out) + 0.5 * (to_training == to_held_out)).mean()!r}")

    classes = np.arange(len(x)) % 3
    first = np.array([int(np.flatnonzero(row == row.min())[0]) for row in xy.T])
    print(f"{name}: nearest class {(classes[first] == np.arange(len(y)) % 3).mean()!r}")
    print(f"{name}: first nearest {int((first * (np.arange(len(y)) + 1)).sum())}")


def main():
    report("bits", drawn(1, 400, 16, [0, 1]), drawn(2, 400, 16, [0, 1]))
    report("images", drawn(3, 200, 100, [0, 0, 1]), drawn(4, 200, 100, [0, 0, 1]))
    report("levels", drawn(5, 200, 20, [-1.1, 0.37]), drawn(6, 200, 20, [-1.1, 0.37]))
    # Not on a grid: ties come from equal differences at other coordinates.
    report("marks", drawn(7, 200, 12, [0, 0, 0, 0.1, 0.7, 1e5]), drawn(8, 200, 12, [0, 0, 0, 0.1, 0.7, 1e5]))
    report("few", drawn(9, 200, 6, [0, 0.1, 0.7]), drawn(10, 200, 6, [0, 0.1, 0.7]))


if __name__ == "__main__":
    main()
