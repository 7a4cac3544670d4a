"""Migrations give exactly the models, upwards and downwards, and lose nothing on the way."""

import flask_migrate
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from tests import make
from univasso.core.db import db
from univasso.models import Output


def differences() -> list:
    with db.engine.connect() as connection:
        found = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(found, db.metadata)


def test_migrations_give_exactly_the_models(context):
    assert differences() == []


def test_migrations_go_down_and_up_again(context):
    db.session.remove()
    flask_migrate.downgrade(revision="base")
    assert inspect(db.engine).get_table_names() in ([], ["alembic_version"])
    flask_migrate.upgrade(revision="head")
    assert differences() == []


def test_every_foreign_key_says_what_happens_on_delete():
    silent = [
        f"{table.name}.{column.name}"
        for table in db.metadata.tables.values()
        for column in table.columns
        for key in column.foreign_keys
        if key.ondelete is None
    ]
    assert silent == []


def test_a_second_upgrade_changes_nothing(context):
    make.output(title_fr="Toujours là")
    db.session.remove()
    flask_migrate.upgrade(revision="head")
    assert db.session.query(Output).one().title_fr == "Toujours là"
