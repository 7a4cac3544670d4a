"""How fast lines of history are sealed and verified: python bench/seals.py [LINES]."""

import sys
import tempfile
import time
from pathlib import Path

from univasso import create_app
from univasso.commands.install import prepare
from univasso.core import clock, seals
from univasso.core.db import db, transaction
from univasso.core.history import HistoryEntry

KEY = "a-key-for-measures-only-0123456789-abcdef"


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Path(folder), SECRET_KEY=KEY)
        prepare(app)
        with app.app_context():
            with transaction():
                line = {"subject_kind": "output", "subject_id": 1, "verb": "edit", "note": "Un mot.",
                        "at": clock.now()}  # fmt: skip
                db.session.execute(HistoryEntry.__table__.insert(), [line] * count)
            start = time.perf_counter()
            while seals.is_anything_waiting():
                with transaction():
                    seals.seal_new()
            middle = time.perf_counter()
            verdict = seals.verify()
            end = time.perf_counter()
            db.session.remove()
            db.engine.dispose()
    print(f"sealed   {count / (middle - start):9,.0f} lines/s")
    print(f"verified {verdict.count / (end - middle):9,.0f} lines/s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
