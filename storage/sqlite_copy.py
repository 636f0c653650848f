"""A copy of an SQLite file as it is at one moment, while others write in it (SQLite's online backup)."""

import contextlib
import os
import sqlite3
from pathlib import Path

from cases.ports import StoreUnavailable


def copy_file(path: Path, copy: Path) -> None:
    """Make `copy`, for the eyes of its owner only. Blocks. Raises StoreUnavailable."""
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        with (
            contextlib.closing(sqlite3.connect(path, timeout=5.0)) as source,
            contextlib.closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
    except sqlite3.Error as error:
        raise StoreUnavailable(f"the file cannot be copied: {error}") from error
