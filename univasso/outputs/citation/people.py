"""Who is cited: authors in their order, bodies as bodies; not those who said they had no part."""

from univasso.models.outputs import Author, Output

AUTHORS = ("author", "speaker")


def of_role(output: Output, *roles: str) -> list[Author]:
    """Those named with one of these roles and who did not decline it."""
    return [a for a in output.authors if (a.role or "author") in roles and a.declined_at is None]


def authors(output: Output) -> list[Author]:
    return of_role(output, *AUTHORS)


def is_body(author: Author) -> bool:
    """An association or an institution, whose name is never cut in two."""
    return author.kind == "organisation"


def inverted(author: Author) -> str:
    """``Dupont, Claire``; the whole name of a body."""
    if is_body(author) or not author.given:
        return author.family
    return f"{author.family}, {author.given}"
