"""English as far as search needs it: grammar words, and the stem of the others."""

from functools import lru_cache

from whoosh.lang.snowball.english import EnglishStemmer

_GRAMMAR = """
    a about after all also an and any are as at be been being both but by can could did do does each
    for from had has have he her here his how i if in into is it its itself just may me might more
    most must my no nor not of off on once only or other our out over own s same she should so some
    such t than that the their them then there these they this those through to too under until up
    us very was we were what when where which while who whom why will with would you your"""
STOP_WORDS = frozenset((*_GRAMMAR.split(), *"bcdefghijklmnopqrstuvwxyz"))

_stemmer = EnglishStemmer()


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Snowball stem (M. Porter, https://snowballstem.org) of a folded English word."""
    return _stemmer.stem(word) if word.isalpha() and word.isascii() else word
