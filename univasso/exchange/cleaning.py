"""Text as people meant it: encodings, LaTeX, HTML and JATS marks.

LaTeX: the commands of https://ctan.org/pkg/encguide that make letters; the others leave their words.
"""

import codecs
import html
import re
import unicodedata

from univasso.core.french import folded

ACCENTS = {"`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304",
           ".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328",
           "r": "\u030a", "d": "\u0323", "b": "\u0331"}  # fmt: skip
SYMBOLS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
    "aa": "å", "AA": "Å", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "i": "i", "j": "j",
    "textquotesingle": "'", "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“",
    "textquotedblright": "”", "textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…",
    "textasciitilde": "~", "textasciicircum": "^", "textbackslash": "\ue0f5", "textunderscore": "_",
    "S": "§", "P": "¶", "pounds": "£", "euro": "€", "texteuro": "€", "textdegree": "°",
    "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "guillemotleft": "«", "guillemotright": "»",
    "og": "«", "fg": "»", "ier": "er", "no": "n°", "textregistered": "®", "texttrademark": "™",
    "copyright": "©", "slash": "/", "textperiodcentered": "·", "times": "×", "textless": "<",
    "textgreater": ">", "textbar": "|", "quad": " ", "newline": " ",
}  # fmt: skip
GREEK = ("alpha", "beta", "gamma", "delta", "epsilon", "lambda", "mu", "pi", "sigma", "tau", "phi",
         "chi", "psi", "omega", "theta", "rho", "kappa", "eta", "Delta", "Omega", "Sigma")  # fmt: skip
SYMBOLS |= {
    name: unicodedata.lookup(
        f"GREEK {'SMALL' if name.islower() else 'CAPITAL'} LETTER "
        f"{name.upper().replace('LAMBDA', 'LAMDA')}"
    )
    for name in GREEK
}

_ACCENTED = re.compile(
    r"\\(?P<mark>[`'^~\"=.])\s*(?:\{\s*\\?(?P<a>[^\W\d_])\s*\}|\\(?P<b>[ij])(?![a-zA-Z])\s*|(?P<c>[^\W\d_]))"
    r"|\\(?P<word>[uvHckrdb])(?:\s*\{\s*\\?(?P<d>[^\W\d_])\s*\}|\s+(?P<e>[^\W\d_]))"
)
_COMMAND = re.compile(r"\\([a-zA-Z]+)\*?(?:\s+|\{\})?")
_LOOKS_LATEX = re.compile(r"\\[`'^~\"=.cvuHkr]\s*\{?\\?[^\W\d_]|\{\\|\\text[a-z]+|\\[&%_]")
_MARKS = re.compile(
    r"</?(?:(?:jats|mml):[\w-]+|i|b|u|em|strong|sub|sup|p|br|div|span|scp|sc|small|italic|bold|title|"
    r"sec|h[1-6]|ul|ol|li|a|tt|inf|monospace|roman|sans-serif)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


def decoded(data: bytes) -> str:
    """Bytes of any origin as text: UTF-8 and UTF-16, with or without a mark, else Windows-1252."""
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
                           (codecs.BOM_UTF16_BE, "utf-16")):  # fmt: skip
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    # Latin letters in UTF-16 are zeros every second byte.
    sample = data[:2000]
    if sample and (
        sample[::2].count(0) > len(sample) // 3 or sample[1::2].count(0) > len(sample) // 3
    ):
        is_big = sample[::2].count(0) > sample[1::2].count(0)
        return data.decode("utf-16-be" if is_big else "utf-16-le", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def clean(text: object, *, is_latex: bool = False) -> str:
    """One line of text without marks of any kind."""
    text = str(text or "") if not isinstance(text, (list, dict)) else ""
    if is_latex or _LOOKS_LATEX.search(text):
        text = latex(text)
    text = repaired(html.unescape(html.unescape(text)))
    text = _MARKS.sub(lambda mark: " " if re.match(r"</?(p|br|div|li|sec|title|h\d|jats:(p|title|sec))",
                                                   mark[0], re.IGNORECASE) else "", text)  # fmt: skip
    text = "".join(
        c if unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn") else " " for c in text
    )
    return unicodedata.normalize("NFC", " ".join(text.replace("\u00ad", "").split()))


def repaired(text: str) -> str:
    """UTF-8 that somebody read as Windows-1252, once or twice, and wrote again: ``Ã©`` is ``é``."""
    for _ in range(2):
        if not re.search("[ÃÂâÅ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]", text):
            break
        try:
            text = b"".join(_one_byte(c) for c in text).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            break
    return text


def _one_byte(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")  # the five places that Windows-1252 leaves empty


def latex(text: str) -> str:
    """LaTeX as it prints."""
    text = re.sub(r"\\\\|\\ ", " ", text)
    text = _ACCENTED.sub(_accented, text)
    text = re.sub(r"\\([&%$#_{}])", lambda c: {"{": "\ue0f6", "}": "\ue0f7"}.get(c[1], c[1]), text)
    text = _COMMAND.sub(lambda command: SYMBOLS.get(command[1], ""), text)
    text = text.replace("\\-", "").replace("\\/", "").replace("\\,", " ").replace("\\", "")
    text = re.sub(r"\$([^$]*)\$", r"\1", text)
    text = text.replace("{", "").replace("}", "").replace("~", " ")
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    text = text.replace("\ue0f5", "\\").replace("\ue0f6", "{").replace("\ue0f7", "}")
    return unicodedata.normalize("NFC", text)


def _accented(found: re.Match) -> str:
    mark = found["mark"] or found["word"]
    letter = next(found[name] for name in "abcde" if found[name])
    return unicodedata.normalize("NFC", letter + ACCENTS[mark])


LANGUAGES = {"fr": "fr", "fre": "fr", "fra": "fr", "french": "fr", "francais": "fr", "frenchb": "fr",
             "en": "en", "eng": "en", "english": "en", "anglais": "en", "american": "en",
             "british": "en", "usenglish": "en", "ukenglish": "en"}  # fmt: skip


def language(text: object) -> str:
    """``fr``, ``en``, or nothing for the languages in which the programme does not publish."""
    found = re.match("[a-z]+", folded(clean(text)))
    return LANGUAGES.get(found[0], "") if found else ""
