"""French as people type it: what a word is, and which spellings of it are one.

Accents, ligatures and capitals are put aside to compare and to sort. Words are cut with their
elisions undone and inclusive writing written out, then reduced to a stem common to singular and
plural, masculine and feminine. Folding comes before stemming, so accents may be left out.
"""

import re
import unicodedata

from univasso.core.inclusive import written_out

LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O"}
)

# Nothing but grammar: never indexed, never looked for. Folded.
_GRAMMAR = """
    a ai ainsi alors apres au aucun aucune aujourd aupres aussi autre autres aux avait avant avec
    avoir ayant c ca car ce ceci cela celle celles celui cependant ces cet cette ceux chacun
    chacune chaque chez ci comme comment d dans de dela depuis des desquelles desquels dois doit
    donc dont du duquel elle elles en encore entre est et etaient etais etait etant etre eu eux
    faut furent fut g ici il ils j je jusqu jusque l la laquelle le lequel les lesquelles lesquels
    leur leurs lors lorsqu lorsque lui m ma mais me meme memes mes mien moi moins mon n ne ni nos
    notre nous on ont or ou par parce parmi pas pendant peu peut peuvent peux plus plusieurs pour
    pourquoi puis puisqu puisque qu quand que quel quelle quelles quels qui quoi quoique s sa sans
    se selon sera seront ses si sien sinon soi soit sommes son sont sous suis sur t ta tandis te
    tel telle telles tels tes toi ton tous tout toute toutefois toutes tres tu un une unes uns va
    vers veut veux via voici voila vos votre vous vu y"""
STOP_WORDS = frozenset(_GRAMMAR.split())

# Letters of one word: with accents typed apart, soft hyphens, joiners.
_LETTERS = r"[^\W_]+(?:[\u0300-\u036f\u00ad\u200b-\u200d\u2060]+[^\W_]*)*"
_APOSTROPHES = "'’ʼ‘´`′＇"
_DOTS = "·•∙⋅‧・･ᐧ᛫"
# What may hold two runs of letters together: an apostrophe, a dot, a hyphen, a slash, brackets.
_JOINTS = rf"{_APOSTROPHES}{_DOTS}.\-‐‑–/"
TOKEN = re.compile(rf"{_LETTERS}(?:\([^\W_]{{1,7}}\)(?:{_LETTERS})?|[{_JOINTS}]{_LETTERS})*")

INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_PLAIN = str.maketrans(
    {**dict.fromkeys(_APOSTROPHES, "'"), **dict.fromkeys(_DOTS, "·"), **dict.fromkeys("‐‑–", "-")}
)

_COMPOUND = re.compile(r"[^\W\d_]+[-'][^\W\d_]+")
_BEFORE_VOWELS = "c d j l m n s t qu jusqu lorsqu puisqu quoiqu quelqu presqu entr"
_ELIDED = frozenset(_BEFORE_VOWELS.split())


def folded(text: str) -> str:
    """Lower case, without accents or ligatures: ``Œuvre`` and ``oeuvre`` are one."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.translate(LIGATURES))
    return "".join(c for c in parts if not unicodedata.combining(c)).lower().replace("’", "'")


def sort_key(text: str) -> str:
    """What sorts as a French dictionary does: letters and digits only, folded."""
    return " ".join("".join(c if c.isalnum() else " " for c in folded(text)).split())


_SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}


def place_key(name: str) -> str:
    """What the ways of writing the name of a place share: ``St Omer``, ``saint-omer``, ``Saint-Omer``."""
    return "".join(_SHORT.get(word, word) for word in sort_key(name).split())


def forms(token: str) -> tuple[tuple[str, ...], ...]:
    """The folded words of one ``TOKEN``, place by place; several at one place mean the same.

    ``l’étudiant·e`` has two places: ``l``, then ``etudiant`` and ``etudiante``. A compound such as
    ``co-construction`` has its words in a row, the first place also holding both in one.
    """
    plain = folded(token.translate(INVISIBLE).translate(_PLAIN)).translate(_PLAIN)
    if plain.isalnum():
        return ((plain,),)
    places: list[tuple[str, ...]] = []
    elided, rest = _without_elision(plain)
    places += [(word,) for word in elided]
    both = written_out(rest)
    if both:
        return (*places, both)
    words = [word for word in re.split(r"[\W_]+", rest) if word]
    if len(words) == 2 and _COMPOUND.fullmatch(rest) and not STOP_WORDS.issuperset(words):
        return (*places, (words[0], "".join(words)), (words[1],))
    return (*places, *((word,) for word in words))


def _without_elision(plain: str) -> tuple[list[str], str]:
    elided = []
    while "'" in plain:
        head, rest = plain.split("'", 1)
        if head not in _ELIDED or not rest:
            break
        elided.append(head)
        plain = rest
    return elided, plain


# Plurals and feminines that no rule gives, and pairs that a rule would wrongly part.
IRREGULAR = {
    "travaux": "travail", "baux": "bail", "vitraux": "vitrail", "coraux": "corail",
    "emaux": "email", "soupiraux": "soupirail", "yeux": "oeil", "cieux": "ciel",
    "messieurs": "monsieur", "mesdames": "madame", "nouveau": "nouvel", "nouveaux": "nouvel",
    "nouvelle": "nouvel", "nouvelles": "nouvel", "belle": "beau", "belles": "beau",
    "vieille": "vieux", "vieilles": "vieux", "vieil": "vieux", "matrice": "matric",
    "matrices": "matric", "cicatrice": "cicatric", "cicatrices": "cicatric",
    "heros": "heros", "pays": "pays", "temps": "temps", "corps": "corps", "fils": "fils",
    "cas": "cas", "bus": "bus", "ans": "an", "lois": "loi",
}  # fmt: skip

# Endings of words without their plural mark, the longest first: ending, what stands instead,
# the fewest letters the word must have. Masculine and feminine meet: chercheuse, chercheur.
_ENDINGS = (
    ("trice", "teu", 7),
    ("ienne", "ien", 7),
    ("enne", "en", 6),
    ("onne", "on", 6),
    ("elle", "el", 6),
    ("ette", "et", 6),
    ("euse", "eu", 6),
    ("eure", "eu", 6),
    ("ique", "ic", 6),
    ("ivee", "if", 7),
    ("ive", "if", 6),
    ("eur", "eu", 5),
    ("ee", "", 5),
    ("e", "", 4),
)


def stem(word: str) -> str:
    """What a folded French word shares with its plural and its feminine.

    A light stemmer in the manner of J. Savoy, "Light stemming approaches for the French,
    Portuguese, German and Hungarian languages" (SAC 2006): inflection only, no derivation.
    """
    if len(word) < 4 or not word.isalpha():
        return IRREGULAR.get(word, word)
    if word in IRREGULAR:
        return IRREGULAR[word]
    word = _singular(word)
    for ending, instead, fewest in _ENDINGS:
        if len(word) >= fewest and word.endswith(ending):
            word = word[: -len(ending)] + instead
            break
    # Feminines of words in -s, and words in -s themselves: française, français.
    if len(word) > 4 and word.endswith(("ais", "ois", "cis", "fus", "lus", "ers")):
        word = word[:-1]
    return word


def _singular(word: str) -> str:
    if word.endswith("aux"):
        return word[:-1] if word.endswith("eaux") else word[:-2] + "l"
    if word.endswith(("eux", "oux")):
        return word[:-1]
    if word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word
