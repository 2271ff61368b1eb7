#!/usr/bin/python3
"""Prints the golden numbers of gan-metrics' DefinitionsTest: likelihoods, similarities and spectra from their definitions.

Values come from a linear congruential generator that the test repeats. Needs Debian's python3-numpy, python3-scipy and
python3-sklearn; no part of the build.
Run it from the repository's root:

    /usr/bin/python3 scripts/golden/definitions.py
"""

import numpy as np
import scipy.signal
import scipy.spatial.distance
import scipy.special
from sklearn.linear_model import LogisticRegression

MASK = (1 << 64) - 1


def drawn(seed, shape, levels=256, least=0.0, step=1 / 64):
    """Multiples of a power of two, which float32 has exactly."""
    state = seed
    numbers = []
    for _ in range(int(np.prod(shape))):
        state = (state * 6364136223846793005 + 1442695040888963407) & MASK
        numbers.append(least + step * ((state >> 33) % levels))
    return np.array(numbers).reshape(shape)


def log_densities(points, centres, sigma):
    squares = scipy.spatial.distance.cdist(points, centres, "sqeuclidean")
    constant = np.log(len(centres)) + points.shape[1] * np.log(sigma * np.sqrt(2 * np.pi))
    return scipy.special.logsumexp(-squares / (2 * sigma**2), axis=1) - constant


def parzen(name, generated, held_out, validation, scale):
    generated, held_out = generated * scale, held_out * scale
    sigmas = np.logspace(-1, 0, 10)
    chosen = max(sigmas, key=lambda s: log_densities(held_out[:validation], generated, s).mean())
    scores = log_densities(held_out[validation:], generated, chosen)
    print(f"{name}: {float(scores.mean())!r}, sigma {float(chosen)!r}, error {float(scores.std() / np.sqrt(len(scores)))!r}")


def kde(name, generated, held_out, folds, grid, scale):
    generated, held_out = generated * scale, held_out * scale

    def likelihood(bandwidth):
        return sum(
            log_densities(generated[f::folds], np.delete(generated, np.arange(f, len(generated), folds), 0), bandwidth).mean()
            for f in range(folds)
        )

    chosen = max(grid, key=likelihood)
    scores = log_densities(held_out, generated, chosen)
    print(f"{name}: {float(scores.mean())!r}, bandwidth {float(chosen)!r}, error {float(scores.std() / np.sqrt(len(scores)))!r}")


def similarity(a, b, value_range):
    """Wang, Simoncelli and Bovik, 2003, of one channel."""
    weights = np.array([0.0448, 0.2856, 0.3001, 0.2363, 0.1333])
    scales = 1
    while scales < 5 and min(a.shape) >> scales >= 7:
        scales += 1
    weights = weights[:scales] / weights[:scales].sum()
    c1, c2 = (0.01 * value_range) ** 2, (0.03 * value_range) ** 2
    product = 1.0
    for s in range(scales):
        size = min(11, *a.shape)
        line = np.exp(-((np.arange(size) - (size - 1) / 2) ** 2) / (2 * 1.5**2))
        window = np.outer(line, line) / line.sum() ** 2
        mean = lambda image: scipy.signal.correlate2d(image, window, "valid")
        ma, mb = mean(a), mean(b)
        structure = (2 * (mean(a * b) - ma * mb) + c2) / (mean(a * a) - ma**2 + mean(b * b) - mb**2 + c2)
        if s == scales - 1:
            structure = structure * (2 * ma * mb + c1) / (ma**2 + mb**2 + c1)
        product *= max(0.0, structure.mean()) ** weights[s]
        halve = lambda i: i[: len(i) // 2 * 2, : i.shape[1] // 2 * 2].reshape(len(i) // 2, 2, i.shape[1] // 2, 2).mean((1, 3))
        a, b = halve(a), halve(b)
    return product, scales


def similarities(name, shape, value_range):
    a = drawn(1, shape)
    b = a + drawn(2, shape, levels=64)
    values = [similarity(x, y, value_range) for x, y in zip(a, b)]
    print(f"{name}: {np.mean([v for v, _ in values])!r}, scales {values[0][1]}")


def spectrum(images):
    """The mean over images and channels of |DFT|², by whole distance from the centre in units of the smaller side."""
    height, width = images.shape[-2:]
    size = min(height, width)
    power = (np.abs(np.fft.fft2(images)) ** 2).mean((0, 1))
    fold = lambda n: np.minimum(np.arange(n), n - np.arange(n)) * size / n
    distance = np.floor(np.hypot(fold(height)[:, None], fold(width)[None]) + 0.5).astype(int)
    return np.array([power[distance == f].mean() for f in range(size // 2 + 1)])


def power_spectrum(name, shape):
    real = drawn(3, shape)
    generated = drawn(4, shape, levels=128) + drawn(5, shape, levels=2, step=1.0)
    decibels = 10 * np.log10(spectrum(generated) / spectrum(real))[1:]
    print(f"{name}: {float(np.sqrt((decibels**2).mean()))!r}, highest {float(decibels[-1])!r}")


def logistic_regression(name):
    """How many points of a grid get each class after learning from clouds of three sizes."""
    labels = np.array([(0, 0, 1, 2)[i % 4] for i in range(120)])
    x = drawn(8, (120, 2), levels=64)
    x[:, 0] += 20 / 64 * (labels == 1)
    x[:, 1] += 28 / 64 * (labels == 2)
    mean, std = x.mean(0), x.std(0)
    learnt = LogisticRegression(C=1, tol=1e-12, max_iter=100_000).fit((x - mean) / std, labels)
    grid = np.stack(np.meshgrid(np.arange(256), np.arange(256)), -1).reshape(-1, 2) / 128
    print(f"{name}: {np.bincount(learnt.predict((grid - mean) / std))}")


def main():
    logistic_regression("logistic regression")
    generated, held_out = drawn(6, (120, 3), levels=64), drawn(7, (50, 3), levels=64)
    parzen("parzen", generated, held_out, 20, 1.0)
    parzen("parzen, range of 2", generated, held_out, 25, 0.5)
    kde("kde", generated, held_out, 3, np.logspace(-2, 0, 21), 1.0)
    kde("kde, range of 2", generated, held_out, 4, np.logspace(-1, np.log10(0.5), 6), 0.5)
    similarities("7 x 9", (1, 7, 9), 5.0)
    similarities("13 x 11", (1, 13, 11), 5.0)
    similarities("2 channels, 29 x 33", (2, 29, 33), 5.0)
    similarities("112 x 127", (1, 112, 127), 5.0)
    power_spectrum("spectrum, 12 x 10", (10, 1, 12, 10))
    power_spectrum("spectrum, 2 channels, 7 x 9", (11, 2, 7, 9))


if __name__ == "__main__":
    main()
