"""What is already here and looks like a question: other questions, and publications (A2.3, C1★3).

Candidates come first, by a few words and in a few requests; only they are compared, sentence by
sentence. Who reads decides what may be compared: nothing is near that they could not open.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import case, or_, select

from univasso.core import history
from univasso.core.db import db
from univasso.core.french import STOP_WORDS, sort_key
from univasso.models.accounts import User
from univasso.models.outputs import Output
from univasso.models.question_outcomes import NearVerdict
from univasso.models.questions import OPEN_STATES, SEEN_STATES, Question, QuestionState
from univasso.policy import VISIBLE, Permission, allows
from univasso.questions import near

MOST_WORDS = 12  # of a text by which candidates are looked for: the longest ones
MOST_CANDIDATES = 150  # of each kind
SHORTEST = 4  # letters of such a word
FURTHEST = 20  # verdicts taken from one form

Key = tuple[str, int]  # "question" or "output", and its number
# Numbers of publications that have some of the words, the best first; None: ask the database.
Search = Callable[[list[str], str], list[int] | None]


@dataclass(frozen=True)
class Shown:
    """Something near, as a page shows it; ``verdict`` is what was said of it, if anything."""

    row: Question | Output
    own: near.Pieces
    theirs: near.Pieces
    verdict: str = ""

    @property
    def kind(self) -> str:
        return "output" if isinstance(self.row, Output) else "question"


class _Searching:
    """Where publications are looked for: a room further up the stairs says so."""

    search: Search | None = None


def searched_by(search: Search) -> None:
    """Have publications looked for by ``search``: the rooms of the index come after this one."""
    _Searching.search = search


def around(
    parts: list[str | None],
    language: str,
    reader: User | None,
    question: Question | None = None,
    verdicts: dict[Key, str] | None = None,
    for_team: bool = False,
) -> list[Shown]:
    """What looks like the text made of ``parts``, and ``reader`` may open: three at most.

    ``question`` is the text's own question, if it has one: never near to itself, nor to what was
    said to be different.
    """
    own = near.read(None, parts, language)
    words = _words(parts)
    if not words:
        return []
    said = _said(question) | (verdicts or {})
    rows = {("question", q.id): q for q in _questions(words, reader, question, for_team)}
    rows |= {("output", o.id): o for o in _outputs(words, language)}
    texts = [_text(key, row, language) for key, row in rows.items()]
    wanted = [
        text for text in texts if said.get(text.key) != "different" or text.key in (verdicts or {})
    ]
    found = near.nearest(own, wanted, rarity=near.weights(texts))
    return [Shown(rows[n.key], n.own, n.theirs, said.get(n.key, "")) for n in found]


def questions_near(output: Output, reader: User | None) -> list[Shown]:
    """The questions that a publication may answer, for the coordination."""
    language = output.language if output.language in ("fr", "en") else "fr"
    own = _text(("output", output.id), output, language)
    words = _words([sentence.text for sentence in own.sentences])
    if not words:
        return []
    rows = {("question", q.id): q for q in _questions(words, reader, None, for_team=True)}
    texts = [_text(key, row, language) for key, row in rows.items()]
    return [Shown(rows[n.key], n.own, n.theirs) for n in near.nearest(own, texts)]


def _words(parts: list[str | None]) -> list[str]:
    """The longest words of a text, folded: they are the rarest more often than not."""
    every = dict.fromkeys(sort_key(" ".join(part or "" for part in parts)).split())
    kept = [w for w in every if len(w) >= SHORTEST and w not in STOP_WORDS]
    return sorted(kept, key=len, reverse=True)[:MOST_WORDS]


def _beginning(word: str) -> str:
    """What the singular and the plural, the masculine and the feminine begin with."""
    return word[: max(SHORTEST, len(word) - 2)]


def _having(column, words: list[str]):
    """The condition of having one of the words, and how many of them there are."""
    each = [column.contains(_beginning(word), autoescape=True) for word in words]
    return or_(*each), sum(case((one, 1), else_=0) for one in each)


def _questions(
    words: list[str], reader: User | None, question: Question | None, for_team: bool
) -> list[Question]:
    some, count = _having(Question.sort_key, words)
    shared = [*SEEN_STATES, QuestionState.RECEIVED]
    found = select(Question).where(some, VISIBLE[Question](reader))
    if for_team:
        found = found.where(Question.state.in_([*OPEN_STATES, QuestionState.SETTLED]))
    else:
        found = found.where(Question.state.in_(shared), Question.published_at.is_not(None))
    if question is not None and question.id is not None:
        found = found.where(Question.id != question.id)
    return list(db.session.scalars(found.order_by(count.desc(), Question.id.desc())
                                   .limit(MOST_CANDIDATES)))  # fmt: skip


def _outputs(words: list[str], language: str) -> list[Output]:
    """Those that everybody may find: drafts and hidden titles are near to nothing."""
    found = select(Output).where(VISIBLE[Output](None))
    numbers = _Searching.search(words, language) if _Searching.search else None
    if numbers is None:
        some, count = _having(Output.sort_key, words)
        found = found.where(some).order_by(count.desc(), Output.id.desc()).limit(MOST_CANDIDATES)
    else:
        found = found.where(Output.id.in_(numbers[:MOST_CANDIDATES]))
    return list(db.session.scalars(found))


def _text(key: Key, row: Question | Output, language: str) -> near.Text:
    if isinstance(row, Question):
        return near.read(key, [row.wish, row.situation], row.language)
    title = row.title if row.language == language else getattr(row, f"title_{language}", "")
    told = [
        getattr(row, f"{name}_{language}", "") for name in ("asked", "found", "changes", "abstract")
    ]
    return near.read(key, [title, *told], language)


def _said(question: Question | None) -> dict[Key, str]:
    """What was last said of each, about a question."""
    if question is None or question.id is None:
        return {}
    rows = db.session.scalars(
        select(NearVerdict).where(NearVerdict.question_id == question.id).order_by(NearVerdict.id)
    )
    return {_key(v.other_id, v.output_id): v.verdict for v in rows}


def _key(other_id: int | None, output_id: int | None) -> Key:
    return ("question", other_id) if other_id is not None else ("output", output_id)


def _name(row: Question | Output) -> str:
    return row.wish if isinstance(row, Question) else row.title


VERDICTS = ("same", "answers", "different")


def remember(question: Question, verdicts: dict[Key, str], by: User | None) -> None:
    """Keep what was said of what was shown; of what one may not open, nothing is kept."""
    known = _said(question)
    for key, verdict in list(verdicts.items())[:FURTHEST]:
        kind, number = key
        row = db.session.get(Question if kind == "question" else Output, number)
        permission = Permission.QUESTION_READ if kind == "question" else Permission.OUTPUT_READ
        if row is None or row is question or not allows(permission, by, row):
            continue
        if known.get(key) != verdict:
            about = {"other_id": number} if kind == "question" else {"output_id": number}
            db.session.add(NearVerdict(question_id=question.id, verdict=verdict, **about))
            history.record(question, f"near_{verdict}", by, note=_name(row))
    db.session.flush()
