# SPDX-License-Identifier: MIT
"""A look into the journal of a `winnow eval` that is at work: it has locked the database, so a copy is read."""
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path


def noted(journal):
    """How many outcomes the journal has; it may be in the making."""
    with tempfile.TemporaryDirectory(prefix="journal-") as place:
        try:
            for name in ("journal.db", "journal.db-wal"):
                shutil.copy(Path(journal).with_name(name), place)
        except FileNotFoundError:
            pass  # without a log the database is whole
        try:
            with closing(sqlite3.connect(f"{place}/journal.db")) as database:
                return database.execute("SELECT count(*) FROM outcome").fetchone()[0]
        except sqlite3.Error:
            return 0
