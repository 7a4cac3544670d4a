"""Which language a page speaks, and where its words come from.

English sentences stand in the code; the French ones in ``translations/fr/<room>.po``, read as they
are: no compiled catalogue can be older than its source.
"""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, Response, g, request, session
from flask_babel import Babel, Domain, get_locale
from flask_login import current_user
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

LANGUAGES = ("fr", "en")
DEFAULT = "fr"
CATALOGUES = Path(__file__).parent.parent / "translations"


class Catalogue(Domain):
    """The sentences of all rooms, as one."""

    def get_translations(self) -> NullTranslations:
        locale = get_locale()
        return translations(locale.language) if locale else NullTranslations()


class Words(Babel):
    """Flask-Babel, reading our catalogue."""

    domain_instance = Catalogue()


@cache
def translations(language: str) -> NullTranslations:
    """The sentences of one language; English is the language of the code and has none."""
    whole = Translations()
    for file in sorted((CATALOGUES / language).glob("*.po")):
        compiled = BytesIO()
        with file.open("rb") as source:
            write_mo(compiled, read_po(source, locale=language))
        compiled.seek(0)
        part = Translations(compiled)
        whole.merge(part)
        whole.plural = part.plural
    return whole


def choose() -> str:
    """``?lang=``, else what was chosen before, the account, the browser, French."""
    asked = request.args.get("lang")
    if asked in LANGUAGES:
        return asked
    if session.get("lang") in LANGUAGES:
        return session["lang"]
    if current_user.is_authenticated:
        return current_user.language
    return request.accept_languages.best_match(LANGUAGES) or DEFAULT


def current() -> str:
    """The language of this page or mail: ``fr`` or ``en``."""
    known = getattr(g, "_flask_babel", None) if g else None  # where Flask-Babel keeps it
    locale = getattr(known, "babel_locale", None) or get_locale()
    return locale.language if locale else DEFAULT


@pass_eval_context
def sentence(about: EvalContext, said: str, **values: object) -> str:
    """``_()`` of templates: Jinja's own goes through four functions for each of a page's sentences."""
    words = translations(current()).gettext(said)
    made = Markup(words) if about.autoescape else words  # noqa: S704 — our own catalogue
    return made % values if "%" in words else made


@pass_eval_context
def counted(about: EvalContext, one: str, many: str, num: int, **values: object) -> str:
    """``ngettext()`` of templates."""
    words = translations(current()).ngettext(one, many, num)
    made = Markup(words) if about.autoescape else words  # noqa: S704 — our own catalogue
    return made % {"num": num, **values}


def init_app(app: Flask) -> None:
    Words(
        app,
        default_locale=DEFAULT,
        default_timezone="Europe/Paris",
        locale_selector=lambda: g.setdefault("language", choose()),
    )

    app.jinja_env.globals.update(_=sentence, gettext=sentence, ngettext=counted)

    @app.after_request
    def remember(response: Response) -> Response:
        asked = request.args.get("lang")
        if asked in LANGUAGES and session.get("lang") != asked:
            session["lang"] = asked
        if response.mimetype == "text/html":
            response.content_language = current()
            response.vary.add("Accept-Language")
        return response
