"""Names of associations: the words that find them, and how near two of them are.

Words are those of search: folded, without elisions, inclusive writing written out, one stem for
singular and plural, masculine and feminine. Letters in a row are one word (``M.J.C.`` is ``mjc``),
and the initials of a name find it too.
"""

from functools import lru_cache

from univasso.core.french import STOP_WORDS, TOKEN, forms, sort_key, stem

LONGEST = 40
BEGINNING = 7  # letters of a word in which a missing one is allowed for
PREFIX = 4  # letters by which an abbreviated word is found
# Folded abbreviations that registers and people write, and the word they stand for.
ABBREVIATIONS = {
    "asso": "association", "assoc": "association", "ass": "association", "st": "saint",
    "ste": "sainte", "fede": "federation", "fed": "federation", "cie": "compagnie",
    "cte": "comite", "dep": "departemental", "dept": "departemental", "dpt": "departemental",
    "mvt": "mouvement", "ets": "etablissement", "etab": "etablissement", "int": "international",
    "nat": "national", "reg": "regional", "gpe": "groupe", "ecol": "ecole", "amic": "amicale",
}  # fmt: skip


def title_key(title: str) -> str:
    """What two names that are the same in the eyes of everybody share."""
    return sort_key(title)[:200]


@lru_cache(maxsize=50_000)
def _words_of_token(token: str) -> tuple[str, ...]:
    return tuple(word[:LONGEST] for place in forms(token) for word in place)


def plain_words(text: str) -> list[str]:
    """The folded words of a name, letters in a row joined, abbreviations written out."""
    words: list[str] = []
    letters = ""
    for token in TOKEN.findall(text):
        for word in _words_of_token(token):
            if len(word) == 1 and word.isalpha():
                letters += word
                continue
            words += [letters] if len(letters) > 1 else []
            letters = ""
            words.append(ABBREVIATIONS.get(word, word))
    return words + ([letters] if len(letters) > 1 else [])


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return stem(word)


def stems(text: str) -> list[str]:
    """The words of a name that say something, as they are kept; all of them if none does."""
    words = plain_words(text)
    meaning = [word for word in words if word not in STOP_WORDS] or words
    return list(dict.fromkeys(_stem(word) for word in meaning))


def initials(title: str) -> list[str]:
    """``mjc`` and ``mjcl`` for « Maison des jeunes et de la culture de Lille »."""
    words = [w for w in plain_words(title) if w not in STOP_WORDS and w.isalpha()]
    letters = "".join(word[0] for word in words[:4])
    return [letters[:count] for count in (3, 4) if len(letters) >= count]


def place_words(department: str = "", commune_code: str = "") -> list[str]:
    """The words that stand for places: no name holds them."""
    return [f"{mark}:{code}" for mark, code in (("d", department), ("c", commune_code)) if code]


def finding_words(entry: dict) -> set[str]:
    """Every word by which an entry is found."""
    return {
        *stems(entry["title"]),
        *stems(entry["short_title"]),
        *stems(entry["commune"]),
        *initials(entry["title"]),
        *place_words(entry["department"], entry["commune_code"]),
    }


def spellings(word: str) -> set[str]:
    """The keys that a word shares with those one letter away from it, and its beginning."""
    if len(word) < PREFIX or ":" in word or not word.isalpha():
        return set()
    begins = word[:BEGINNING]
    missing = {begins[:place] + begins[place + 1 :] for place in range(len(begins))}
    return {begins, word[:PREFIX], *missing}


def typed_words(text: str) -> list[str]:
    """The words of what somebody typed, at most eight."""
    return stems(text[:300])[:8]
