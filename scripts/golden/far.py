#!/usr/bin/python3
"""Prints the golden number of gan-metrics' ScaleAndShiftTest: the cubic kernel's discrepancy far from the origin, in exact fractions.

    /usr/bin/python3 scripts/golden/far.py
"""

from fractions import Fraction


def mean(x, y, same):
    values = [
        (sum(Fraction(p) * q for p, q in zip(a, b)) / len(a) + 1) ** 3
        for i, a in enumerate(x)
        for j, b in enumerate(y)
        if not (same and i == j)
    ]
    return sum(values) / len(values)


def main():
    x = [(100_000_008, 99_999_992), (100_000_016, 100_000_024), (99_999_984, 100_000_000)]
    y = [(100_000_016, 100_000_000), (99_999_976, 100_000_040), (100_000_008, 99_999_992)]
    print(repr(float(mean(x, x, True) + mean(y, y, True) - 2 * mean(x, y, False))))


if __name__ == "__main__":
    main()
