#!/usr/bin/env python3
"""The SHA-256 sums that FolderFingerprintTest and ArraysTest expect, by Python's hashlib.

Run: python3 scripts/golden/fingerprints.py
"""

import hashlib
import struct

FILES = 20
SIZE = 10_000
PART = (0, 2, 3)


def name(i):
    return f"c{i % 2}/{i}.png"


def content(i):
    return bytes(((k * (i + 3)) >> 3) & 255 for k in range(SIZE))


whole = hashlib.sha256()
for i in range(FILES):
    whole.update(f"{name(i)}\0{SIZE}\n".encode())
for i in range(FILES):
    whole.update(content(i))
whole.update(struct.pack(f">{len(PART)}i", *PART))
print("FolderFingerprintTest, names, contents and part:", whole.hexdigest())

older = hashlib.sha256()
for i in PART:
    older.update(f"{name(i)} {SIZE}\n".encode())
print("FolderFingerprintTest, names and sizes:", older.hexdigest())

values = struct.pack("<2f", 0.5, -1) + struct.pack("<2i", 1, 0)
print("ArraysTest, the older form of [[0.5], [-1]] with the labels 1, 0:", hashlib.sha256(values).hexdigest())
