"""All that an installation keeps, as one text in which a word can be looked for."""

from pathlib import Path

from univasso.core.db import db


def everywhere(app) -> str:
    """Each table, each file of the index, the store and the mails."""
    text = []
    with app.app_context():
        for table in db.metadata.sorted_tables:
            text += [repr(tuple(row)) for row in db.session.execute(table.select())]
        db.session.rollback()
    for folder in ("search", "files", "mails"):
        for path in (Path(app.instance_path) / folder).rglob("*"):
            if path.is_file():
                text.append(path.read_bytes().decode("utf-8", "replace"))
    return "\n".join(text)
