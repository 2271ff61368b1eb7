#!/usr/bin/python3
"""Writes the golden files of arrays: what numpy saves of every type, and what it reads and rounds.

Needs Debian's python3-numpy and python3-scipy; no part of the build. Run it from the repository's root:

    /usr/bin/python3 scripts/golden/arrays.py
"""

import hashlib
import io
import json
import zipfile

import numpy as np
import scipy.io
import scipy.linalg

TARGET = "gan-core/src/test/resources/org/ganlib/file/"
TABLES = "gan-datasets/src/test/resources/org/ganlib/datasets/file/"
READ = {
    "b1": [False, True, True, False, True, False],
    "i1": [-128, -1, 0, 1, 100, 127],
    "u1": [0, 1, 2, 127, 128, 255],
    "i2": [-32768, -1, 0, 1, 300, 32767],
    "u2": [0, 1, 300, 32767, 32768, 65535],
    "i4": [-(2**31), -1, 0, 16777217, 33554435, 2**31 - 1],
    "u4": [0, 1, 16777217, 2**31, 4294967039, 2**32 - 1],
    "i8": [-(2**63), -(2**62) - 1, 2**53 + 1, 2**60 + 2**36 + 1, -1, 2**63 - 1],
    "u8": [0, 2**53 + 1, 2**60 + 2**36 + 1, 2**63 + 2**39 + 1, 2**63, 2**64 - 1],
    "f2": [0.0, -0.0, 5.960464477539063e-08, -65504, 0.333251953125, 1.5],
    "f4": [0.0, -0.0, 1.401298464324817e-45, -3.4028234663852886e38, 0.1, 1.5],
    "f8": [0.0, 1e-320, 1e300, -1e39, 0.1, 100000001.5],
}


def saved(array):
    stream = io.BytesIO()
    np.save(stream, array, allow_pickle=True)
    return stream.getvalue()


def refused():
    yield "complex64", np.zeros(2, "c8")
    yield "complex128", np.zeros(2, "c16")
    yield "longdouble", np.zeros(2, np.longdouble)
    yield "bytes", np.array([b"ab", b"c"])
    yield "text", np.array(["ab", "c"])
    yield "dates", np.array(["2020-01-01"], "M8[D]")
    yield "durations", np.array([1], "m8[s]")
    yield "void", np.zeros(2, "V4")
    yield "objects", np.array([1, "a", None], object)
    yield "records", np.zeros(2, [("x", "<f4"), ("y", "<i8", (2,))])


def frechet(x, y):
    first, second = np.cov(x.T), np.cov(y.T)
    root = scipy.linalg.sqrtm(first @ second).real
    return ((x.mean(0) - y.mean(0)) ** 2).sum() + np.trace(first + second - 2 * root)


def points(count, factor, shift):
    """Points that Java makes alike: multiples of 1/1024, so that doubles hold them exactly at 1e8 too."""
    i = np.arange(2 * count).reshape(count, 2)
    return ((i * 7919 + i * i * 31) % 4001 - 2000) * factor / 1024.0 + shift


def main():
    numbers = {}
    with zipfile.ZipFile(TARGET + "numpy.npz", "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name, content):
            # A date of its own would make another file of each run.
            entry = zipfile.ZipInfo(name + ".npy", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)

        for kind, values in READ.items():
            array = np.array(values, kind).reshape(2, 3)
            with np.errstate(over="ignore"):
                rounded = array.astype("f4")
            numbers[kind] = {
                "doubles": ["%r" % float(v) for v in array.ravel()],
                "floats": [int(v) for v in rounded.ravel().view("u4")],
            }
            for order in "<>":
                put(order.replace("<", "little-").replace(">", "big-") + kind, saved(array.astype(order + kind)))
            put("columns-" + kind, saved(np.asfortranarray(array)))
        for name, array in refused():
            put("refused-" + name, saved(array))
    halves = np.arange(65536, dtype="u2").view("f2")
    sound = halves[~np.isnan(halves)].astype(">f8")
    numbers["halves"] = hashlib.sha256(sound.tobytes()).hexdigest()
    with open(TARGET + "numpy.json", "w") as file:
        json.dump(numbers, file, indent=1)
        file.write("\n")

    matlab = {
        "i1": np.array([[-128, 2, 3], [4, 5, 127]], "i1"),
        "u1": np.array([[0, 2, 3], [4, 5, 255]], "u1"),
        "i2": np.array([[-32768, 2, 3], [4, 5, 32767]], "i2"),
        "u2": np.array([[0, 2, 3], [4, 5, 65535]], "u2"),
        "i4": np.array([[-(2**31), 2, 3], [4, 5, 2**31 - 1]], "i4"),
        "u4": np.array([[0, 2, 3], [4, 5, 2**32 - 1]], "u4"),
        "f4": np.array([[-1.5, 2, 3], [4, 5, 0.1]], "f4"),
        "f8": np.array([[-1.5, 2, 3], [4, 5, 0.1]], "f8"),
        "i8": np.array([[1, 2, 3]], "i8"),
        "c16": np.array([[1 + 2j]], "c16"),
        "text": "words",
        "cube": np.arange(24, dtype="u1").reshape(2, 3, 4),
    }
    for name, compressed in ("plain", False), ("compressed", True):
        scipy.io.savemat(TABLES + name + ".mat", matlab, do_compression=compressed)
        # The text before the data holds the date.
        with open(TABLES + name + ".mat", "r+b") as file:
            file.write(b"MATLAB 5.0 MAT-file".ljust(116))

    for shift in 0, 1e8:
        real, fake = points(300, 1, shift), points(200, 2, shift + 1)
        print("frechet, shifted by", shift, frechet(real, fake))
    column = points(300, 1, 1e8)[:, 0]
    print("column", repr(column.mean()), repr(column.std()), np.spacing(np.float32(column.mean())))
    print("rounded", repr(np.sqrt(((column.astype("f4") - column) ** 2).mean())))


main()
