#!/usr/bin/python3
"""Writes the golden files of gan-metrics: small arrays, and what independent implementations make of them.

Needs Debian's python3-numpy, python3-scipy and python3-sklearn; no part of the build. Run it from the repository's root:

    /usr/bin/python3 scripts/golden/metrics.py
"""

import json
import os

import numpy as np
import scipy
import scipy.linalg
import scipy.optimize
import scipy.spatial.distance
import scipy.special
import scipy.stats
import sklearn
from sklearn.metrics.pairwise import polynomial_kernel, rbf_kernel
from sklearn.neighbors import KernelDensity, NearestNeighbors

TARGET = "gan-metrics/src/test/resources/org/ganlib/metrics/golden"
COUNT, FEATURES, PROJECTIONS, K = 120, 12, 16, 5


def frechet(x, y):
    first, second = np.cov(x.T), np.cov(y.T)
    root = scipy.linalg.sqrtm(first @ second).real
    return ((x.mean(0) - y.mean(0)) ** 2).sum() + np.trace(first + second - 2 * root)


def frechet_of_few(x, y):
    """Fewer examples than features: covariances are singular, and sqrtm of their product is not to be trusted."""
    a, b = (x - x.mean(0)) / np.sqrt(len(x) - 1), (y - y.mean(0)) / np.sqrt(len(y) - 1)
    return ((x.mean(0) - y.mean(0)) ** 2).sum() + (a**2).sum() + (b**2).sum() - 2 * np.linalg.norm(a @ b.T, "nuc")


def unbiased(xx, yy, xy):
    n, m = len(xx), len(yy)
    return (xx.sum() - np.trace(xx)) / n / (n - 1) + (yy.sum() - np.trace(yy)) / m / (m - 1) - 2 * xy.mean()


def neighbourhoods(x, y):
    radius = lambda a: np.sort(scipy.spatial.distance.cdist(a, a), axis=1)[:, K]
    between = scipy.spatial.distance.cdist(x, y)
    inside = between <= radius(x)[:, None]
    return {
        "precision": inside.any(0).mean(),
        "recall": (between <= radius(y)[None]).any(1).mean(),
        "density": inside.sum() / K / len(y),
        "coverage": inside.any(1).mean(),
    }


def power_mean(values, order):
    return values.max() * ((values / values.max()) ** order).mean() ** (1 / order)


def transport(x, y, order):
    """In units of the longest pair of a first assignment, so that powers neither overflow nor vanish beside others."""
    distances = scipy.spatial.distance.cdist(x, y)
    scale = distances.max()
    while True:
        costs = np.minimum((distances / scale) ** order, 2 * len(x))
        found = distances[scipy.optimize.linear_sum_assignment(costs)]
        if found.max() >= scale * (1 - 1e-9):
            return power_mean(found, order)
        scale = found.max()


def sliced(x, y, directions, order):
    apart = np.abs(np.sort(x @ directions.T, axis=0) - np.sort(y @ directions.T, axis=0))
    return power_mean(apart, order)


def entropic(costs, epsilon, same=False):
    """Sinkhorn's iteration on logarithms, alternating, or averaged where both sets are one: the minimum is mean f + mean g."""
    soft = lambda potential: -epsilon * (
        scipy.special.logsumexp((potential[None] - costs) / epsilon, axis=1) - np.log(len(potential))
    )
    f = np.zeros(len(costs))
    for _ in range(100_000):
        g = f if same else -epsilon * (
            scipy.special.logsumexp((f[:, None] - costs) / epsilon, axis=0) - np.log(len(f))
        )
        following = (f + soft(g)) / 2 if same else soft(g)
        moved = np.abs(following - f).max()
        f = following
        if moved < 1e-11:
            return f.mean() + (f if same else g).mean()
    raise RuntimeError("did not settle")


def sinkhorn(x, y, regularisation=0.05):
    distance = scipy.spatial.distance.cdist
    epsilon = regularisation * distance(x, y).mean()
    cost, real, generated = (entropic(distance(a, b), epsilon, a is b) for a, b in ((x, y), (x, x), (y, y)))
    return cost, cost - (real + generated) / 2


def nearest_accuracy(x, y):
    pooled = np.concatenate([x, y])
    labels = np.repeat([0, 1], [len(x), len(y)])
    nearest = NearestNeighbors(n_neighbors=2).fit(pooled).kneighbors(pooled, return_distance=False)[:, 1]
    return (labels[nearest] == labels).mean()


def kde(x, y):
    """Bandwidth by 3-fold cross-validation over y, every third example a fold; score of x."""
    grid = np.logspace(-2, 0, 21)
    folds = [np.arange(f, len(y), 3) for f in range(3)]
    scores = [
        sum(
            KernelDensity(bandwidth=h).fit(np.delete(y, fold, axis=0)).score_samples(y[fold]).mean()
            for fold in folds
        )
        for h in grid
    ]
    best = grid[int(np.argmax(scores))]
    return best, KernelDensity(bandwidth=best).fit(y).score_samples(x).mean()


def main():
    random = np.random.default_rng(20261122)
    mixing = random.normal(size=(FEATURES, FEATURES)) / np.sqrt(FEATURES)
    x = (random.normal(size=(COUNT, FEATURES)) @ mixing).astype("<f4")
    y = (random.normal(size=(COUNT, FEATURES)) @ mixing * 1.1 + 0.1).astype("<f4")
    directions = random.normal(size=(PROJECTIONS, FEATURES))
    directions = (directions / np.linalg.norm(directions, axis=1, keepdims=True)).astype("<f4")
    os.makedirs(TARGET, exist_ok=True)
    for name, array in (("real", x), ("generated", y), ("directions", directions)):
        np.save(f"{TARGET}/{name}.npy", array)
    x, y, directions = (array.astype("f8") for array in (x, y, directions))

    cubic = lambda a, b: polynomial_kernel(a, b, degree=3, coef0=1)
    sigma = np.median(scipy.spatial.distance.pdist(np.concatenate([x, y])))
    gauss = lambda a, b: rbf_kernel(a, b, gamma=1 / (2 * sigma**2))
    distance = scipy.spatial.distance.cdist
    bandwidth, likelihood = kde(x, y)
    entropic_cost, divergence = sinkhorn(x, y)
    values = {
        "frechet": frechet(x, y),
        "frechet-singular": frechet_of_few(x[:8], y[:8]),
        "kernel": unbiased(cubic(x, x), cubic(y, y), cubic(x, y)),
        "mmd": unbiased(gauss(x, x), gauss(y, y), gauss(x, y)),
        "mmd-sigma": sigma,
        **neighbourhoods(x, y),
        "energy": 2 * distance(x, y).mean() - distance(x, x).mean() - distance(y, y).mean(),
        "wasserstein-1d": np.mean([scipy.stats.wasserstein_distance(x[:, k], y[:, k]) for k in range(FEATURES)]),
        "wasserstein-1d-unequal": np.mean(
            [scipy.stats.wasserstein_distance(x[:, k], y[:77, k]) for k in range(FEATURES)]
        ),
        "sliced-wasserstein": np.mean([scipy.stats.wasserstein_distance(x @ d, y @ d) for d in directions]),
        "optimal-transport": transport(x, y, 1),
        "optimal-transport-2": transport(x, y, 2),
        "optimal-transport-20": transport(x, y, 20),
        "optimal-transport-1000": transport(x, y, 1000),
        **{f"sliced-wasserstein-{order}": sliced(x, y, directions, order) for order in (2, 3, 1000)},
        "sinkhorn-cost": entropic_cost,
        "sinkhorn": divergence,
        "classifier-two-sample": nearest_accuracy(x, y),
        "classifier-two-sample-apart": nearest_accuracy(x, y + 0.5),
        "kde-bandwidth": bandwidth,
        "kde": likelihood,
    }
    made_with = {"numpy": np.__version__, "scipy": scipy.__version__, "sklearn": sklearn.__version__}
    with open(f"{TARGET}/values.json", "w") as out:
        json.dump({"made with": made_with, "values": {k: float(v) for k, v in values.items()}}, out, indent=2)
        out.write("\n")


if __name__ == "__main__":
    main()
