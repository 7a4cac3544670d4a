"""Identifiers as people paste them, recognised by their shape and their check digits.

Works are named by DOI, HAL, arXiv, ISBN and ISSN; people by ORCID; bodies by RNA (associations),
SIREN and SIRET (INSEE) and ROR (research organisations). Nothing here asks the network.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

from stdnum import isbn, issn
from stdnum.exceptions import ValidationError
from stdnum.fr import siren, siret
from stdnum.iso7064 import mod_11_2

LONGEST = 2000  # characters; nothing longer is one identifier

PAGES = {
    "doi": "https://doi.org/{}",
    "hal": "https://hal.science/{}",
    "arxiv": "https://arxiv.org/abs/{}",
    "issn": "https://portal.issn.org/resource/ISSN/{}",
    "orcid": "https://orcid.org/{}",
    "ror": "https://ror.org/{}",
    "siren": "https://annuaire-entreprises.data.gouv.fr/entreprise/{}",
    "siret": "https://annuaire-entreprises.data.gouv.fr/etablissement/{}",
    "rna": "https://annuaire-entreprises.data.gouv.fr/rechercher?terme={}",
}


@dataclass(frozen=True)
class Identifier:
    """A scheme (``doi``, ``hal``, ``orcid``…) and a value in its normal form."""

    scheme: str
    value: str

    @property
    def url(self) -> str:
        """The page that explains it, or nothing when the scheme has none (ISBN)."""
        page = PAGES.get(self.scheme, "")
        return page.format(quote(self.value, safe="/:;()._-")) if page else ""


# HAL portals and collections that gave their name to deposits (https://hal.science, "portails").
_HAL = (
    "hal|halshs|tel|inria|cel|dumas|medihal|pastel|edutice|sic|mem|ijn|jpa|in2p3|insu|ineris|"
    "inserm|pasteur|cea|emse|ensl|hprints|lirmm|meteo|ird|irsn|obspm|ujm|hceres|anses|anrt|"
    "artxibo|cirad|ifp|mines|supelec|univ|ensta|bioemco|peer|lara"
)
_DOI = r"10\.\d{4,9}(?:\.\d+)*(?:/|%2F)\S+"
_ORCID = r"\d{4}-\d{4}-\d{4}-\d{3}[\dXx]"
_ISBN = r"97[89][-\u2010-\u2013 ]?(?:\d[-\u2010-\u2013 ]?){9}\d|(?:\d[-\u2010-\u2013 ]?){9}[\dXx]"
_ROR = r"0[0-9a-hj-km-np-tv-zA-HJ-KM-NP-TV-Z]{6}\d{2}"
_RNA = r"W\d[0-9A-Z]\d{7}"  # the second character is a letter in Corsica and overseas
_ARXIV = r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
_SIREN = r"\d{3} ?\d{3} ?\d{3}"
_SIRET = rf"{_SIREN} ?\d{{5}}"

# In a running text, an identifier that could be an ordinary number must be announced by its name.
_FOUND = re.compile(
    rf"(?P<doi>{_DOI})"
    rf"|(?<![\w-])(?P<orcid>{_ORCID})(?![\w-])"
    rf"|hal[\w.-]*/(?P<hal_address>[a-z0-9]+[-_]\d{{8}})(?:v\d+)?"
    rf"|(?<![\w/-])(?P<hal>(?:{_HAL})[-_]\d{{8}})(?:v\d+)?(?!\w)"
    rf"|arxiv(?:\.org/(?:abs|pdf)/|\s*:\s*)(?P<arxiv>{_ARXIV})"
    rf"|\bror\.org/(?P<ror>{_ROR})\b"
    rf"|\b(?P<rna>{_RNA})\b"
    rf"|\bISBN(?:-1[03])?(?:\s*\([^)]{{0,20}}\))?\s*:?\s*(?P<isbn>{_ISBN})(?!\d)"
    rf"|\b[ep]?-?ISSN(?:-L)?\s*:?\s*(?P<issn>\d{{4}}-?\d{{3}}[\dXx])\b"
    rf"|\bSIRET\D{{0,6}}(?P<siret>{_SIRET})\b"
    rf"|\bSIREN\D{{0,6}}(?P<siren>{_SIREN})\b",
    re.IGNORECASE,
)


def recognise(text: str) -> Identifier | None:
    """What one pasted line is: bare, as an address, or announced by its name; else None."""
    if not isinstance(text, str) or len(text) > LONGEST:
        return None
    line = " ".join(_plain(text).split())
    announced = next(find_all(line), None) if _is_announced(line) else None
    return announced or _bare(line)


def find_all(text: str) -> Iterator[Identifier]:
    """Every identifier of a running text, each once, in the order of reading."""
    seen = set()
    for found in _FOUND.finditer(_plain(text) if isinstance(text, str) else ""):
        scheme, value = next((k, v) for k, v in found.groupdict().items() if v)
        scheme = "hal" if scheme == "hal_address" else scheme
        value = _CHECKS[scheme](value)
        if value and (scheme, value) not in seen:
            seen.add((scheme, value))
            yield Identifier(scheme, value)


def _plain(text: str) -> str:
    """Without invisible characters, and with the hyphens and spaces of a keyboard."""
    text = re.sub(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]", "", text)
    return re.sub(r"[\u2010-\u2015\u2212]", "-", text).replace("\u00a0", " ").replace("\u202f", " ")


def _is_announced(line: str) -> bool:
    """Whether the line holds one thing: no sentence around it."""
    return bool(re.search(r"[:/]|10\.\d{4}|^\W*(?:ISBN|e?-?ISSN|SIRE[NT]|RNA|ORCID|HAL|ROR)\b",
                          line, re.IGNORECASE)) and len(line.split(" ")) <= 8  # fmt: skip


def _bare(line: str) -> Identifier | None:
    line = re.sub(r"^(?:ORCID(?: iD)?|RNA|HAL|ROR|n°)\s*:?\s*", "", line, flags=re.IGNORECASE)
    line = line.strip("<>()[]«»\"'., ")
    for scheme, shape in _BARE:
        if re.fullmatch(shape, line, re.IGNORECASE):
            value = _CHECKS[scheme](line)
            if value:
                return Identifier(scheme, value)
    return None


def _doi(text: str) -> str:
    """Lower case, since DOIs ignore case; without what a sentence or an address put behind it."""
    text = unquote(text) if "%" in text else text
    text = re.split(r"[\s\"“”«»]|[?#](?:utm_|ref=|nosfx|via=|code=|$)|</?[a-z]+>", text)[0]
    while True:
        shorter = text.rstrip(".,;:'’*")
        for opening, closing in ("()", "[]", "{}", "<>"):
            if shorter.endswith(closing) and shorter.count(closing) > shorter.count(opening):
                shorter = shorter[:-1]
        if shorter == text:
            break
        text = shorter
    return text.lower() if re.fullmatch(_DOI, text) else ""


def _hal(text: str) -> str:
    return re.sub(r"v\d+$", "", text.lower())


def _arxiv(text: str) -> str:
    return re.sub(r"v\d+$", "", text)


def _orcid(text: str) -> str:
    digits = text.upper().replace("-", "")
    return "-".join(re.findall("....", digits)) if mod_11_2.is_valid(digits) else ""


def _ror(text: str) -> str:
    """Check digits of ISO 7064 MOD 97-10 over Crockford's base 32 (https://ror.readme.io)."""
    text = text.lower()
    number = 0
    for character in text[1:7]:
        number = number * 32 + "0123456789abcdefghjkmnpqrstvwxyz".index(character)
    return text if 98 - number * 100 % 97 == int(text[7:]) else ""


def _stdnum(module, form: Callable[[str], str]) -> Callable[[str], str]:
    """A check of python-stdnum that answers nothing where it would raise."""

    def check(text: str) -> str:
        try:
            return form(module.validate(text))
        except ValidationError:
            return ""

    return check


_CHECKS: dict[str, Callable[[str], str]] = {
    "doi": _doi,
    "hal": _hal,
    "arxiv": _arxiv,
    "orcid": _orcid,
    "ror": _ror,
    "rna": str.upper,
    "isbn": _stdnum(isbn, isbn.to_isbn13),
    "issn": _stdnum(issn, issn.format),
    "siren": _stdnum(siren, str),
    "siret": _stdnum(siret, str),
}
_BARE = (
    ("doi", _DOI),
    ("orcid", _ORCID),
    ("orcid", r"\d{15}[\dXx]"),
    ("hal", rf"(?:{_HAL})[-_]\d{{8}}(?:v\d+)?"),
    ("rna", _RNA),
    ("issn", r"\d{4}-\d{3}[\dXx]"),
    ("isbn", _ISBN),
    ("siret", _SIRET),
    ("siren", _SIREN),
    ("issn", r"\d{7}[\dXx]"),
    ("arxiv", _ARXIV),
    ("ror", _ROR),
)
