"""Every column is in the privacy map, and whatever leads to a person is in what they receive."""

from sqlalchemy import Table

from univasso.models import db
from univasso.privacy import MAP, declared, links

TABLES = db.metadata.tables


def test_every_column_of_every_table_is_declared_once():
    wrong = []
    for name, table in TABLES.items():
        if name not in MAP:
            wrong.append(
                f"the table {name} is missing in univasso/privacy/tables.py (MAP): what does it hold?"
            )
            continue
        named = declared(MAP[name])
        for column in table.columns.keys():  # noqa: SIM118 — a column has no such test
            if named.count(column) != 1:
                wrong.append(
                    f"{name}.{column} is named {named.count(column)} times in "
                    "univasso/privacy/tables.py: put it once, in `nothing` if "
                    "it says nothing of a person, else in a Held with its purpose"
                )
        wrong += [
            f"{name}.{c} is declared and does not exist"
            for c in set(named) - set(table.columns.keys())
        ]
    wrong += [f"the table {name} is declared and does not exist" for name in set(MAP) - set(TABLES)]
    assert wrong == [], "\n".join(wrong)


def leads_to(table: Table, target: str) -> list[str]:
    return [c.name for c in table.columns for k in c.foreign_keys if k.column.table.name == target]


def test_whatever_foreign_keys_tie_to_a_person_is_exported_or_says_why_not():
    wrong, reached, frontier = [], {"user"}, ["user"]
    while frontier:  # from the person outwards, through every table that points at what was reached
        target = frontier.pop()
        for name, table in TABLES.items():
            if leads_to(table, target) and name not in reached:
                reached.add(name)
                frontier.append(name)
    for name in sorted(reached):
        entry = MAP[name]
        lost = set(leads_to(TABLES[name], "user")) - set(links(entry))
        wrong += [
            f"{name}.{column} leads to a person: name it in `whose` or `by`" for column in lost
        ]
        if not links(entry) and not entry.apart:
            wrong.append(
                f"{name} is tied to a person: give it `whose` or `by`, or say why in `apart`"
            )
    assert wrong == [], "\n".join(wrong)


def test_what_leads_to_a_person_and_what_is_secret_are_columns_that_exist():
    for name, entry in MAP.items():
        known = set(TABLES[name].columns.keys())
        assert {*links(entry), *entry.hidden.split()} <= known, name
