"""An output as the Citation Style Language describes it (CSL-JSON 1.0.2)."""

from univasso.models.outputs import Author, Output
from univasso.outputs.citation.people import authors, is_body, of_role

LANGUAGES = {"fr": "fr-FR", "en": "en-US"}
# What follows "a guide", "a note": the kinds that CSL only knows as reports say their own name.
PLAIN_KINDS = ("report", "other")


def item(output: Output, page_url: str = "", language: str = "") -> dict:
    """One CSL-JSON item, without empty value; ``page_url`` stands in when no other address is known.

    ``language`` is that of the reader, for the name of the kind.
    """
    kind = output.kind
    values = {
        "id": f"univasso-{output.id or 0}",
        "type": (kind.csl_type if kind else "") or "document",
        "title": output.title,
        "author": [_name(a) for a in authors(output)],
        "editor": [_name(a) for a in of_role(output, "editor")],
        "translator": [_name(a) for a in of_role(output, "translator")],
        "issued": date(output.issued),
        "container-title": output.container,
        "volume": output.volume,
        "issue": output.issue,
        "page": output.pages,
        "publisher": output.publisher,
        "publisher-place": output.place,
        "genre": _genre(output, language or output.language),
        "DOI": output.doi,
        "ISBN": output.isbn,
        "ISSN": output.issn,
        "URL": "" if output.doi else output.url or _hal_page(output) or page_url,
        "language": LANGUAGES.get(output.language, output.language),
        "abstract": output.abstract_fr if output.language != "en" else output.abstract_en,
        "keyword": ", ".join(output.keywords or []),
    }
    if not values["author"] and not values["editor"] and output.publisher:
        values["author"] = [{"literal": output.publisher}]
    return {name: value for name, value in values.items() if value}


def date(issued: str | None) -> dict | None:
    """``2019-03`` as ``{"date-parts": [[2019, 3]]}``."""
    parts = [int(part) for part in (issued or "").split("-") if part.isdigit()]
    return {"date-parts": [parts]} if parts else None


def _name(author: Author) -> dict:
    if is_body(author) or not author.given:
        return {"literal": author.family}
    return {"family": author.family, "given": author.given}


def _genre(output: Output, language: str) -> str:
    kind = output.kind
    if kind is None or kind.code in PLAIN_KINDS or kind.csl_type not in ("report", "thesis"):
        return ""
    return kind.label_en if language == "en" else kind.label_fr


def _hal_page(output: Output) -> str:
    return f"https://hal.science/{output.hal}" if output.hal else ""
