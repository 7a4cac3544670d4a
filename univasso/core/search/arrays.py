"""Named arrays in one file, written once and mapped into memory ever after.

Layout: eight magic letters, the length of a JSON header, the header (name, type, shape and place
of each array, and the length of the whole file), then the arrays, each on a multiple of 64 bytes.
A file that is shorter than its header says was cut and is not used.
"""

import json
import mmap
import os
import struct
from pathlib import Path

import numpy as np

from univasso.core.search.documents import IndexUnusable

MAGIC = b"UNIVARR1"
_HEAD = struct.Struct("<8sQ")
_ALIGN = 64


def write(path: Path, arrays: dict[str, np.ndarray], notes: dict) -> None:
    """Write all arrays and a few notes; the bytes are on disk when this returns."""
    entries, at = {}, 0
    for name, array in arrays.items():
        entries[name] = (array.dtype.str, array.shape[0], at)
        at = -(-(at + array.nbytes) // _ALIGN) * _ALIGN
    header = json.dumps({"arrays": entries, "length": at, "notes": notes}).encode()
    header += b" " * (-(_HEAD.size + len(header)) % _ALIGN)
    with path.open("wb") as file:
        file.write(_HEAD.pack(MAGIC, len(header)))
        file.write(header)
        for array in arrays.values():
            file.write(np.ascontiguousarray(array).data)
            file.write(b"\0" * (-array.nbytes % _ALIGN))
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> tuple[dict[str, np.ndarray], dict]:
    """The arrays, mapped and read-only, and the notes. Raises ``IndexUnusable``."""
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        magic, length = _HEAD.unpack_from(data)
        header = json.loads(data[_HEAD.size : _HEAD.size + length]) if magic == MAGIC else {}
    except FileNotFoundError:
        raise
    except (OSError, ValueError, struct.error) as fault:
        raise IndexUnusable(f"{path.name} cannot be read") from fault
    start = _HEAD.size + length
    if not header or len(data) != start + header["length"]:
        raise IndexUnusable(f"{path.name} was cut short")
    return {
        name: np.frombuffer(data, dtype=kind, count=count, offset=start + at)
        for name, (kind, count, at) in header["arrays"].items()
    }, header["notes"]
