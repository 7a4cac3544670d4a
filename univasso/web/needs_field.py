"""The needs that a form proposes: those in use, and those that its row holds though they are retired."""

from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy import or_, select

from univasso.core.db import db
from univasso.models.vocabularies import KnowledgeNeed
from univasso.web.wording import in_language


def proposed_needs(held: Iterable[KnowledgeNeed] = ()) -> list[KnowledgeNeed]:
    """The needs in use and those of ``held``, in their order: what a row holds is never lost."""
    numbers = [need.id for need in held]
    wanted = or_(KnowledgeNeed.retired_on.is_(None), KnowledgeNeed.id.in_(numbers))
    return list(
        db.session.scalars(select(KnowledgeNeed).where(wanted).order_by(KnowledgeNeed.number))
    )


def need_label(need: KnowledgeNeed, title: str = "title") -> str:
    """A need as a choice says it; a retired one names its successor."""
    words = f"{need.number}. {in_language(need, title)[0]}"
    if need.retired_on is None:
        return words
    heir = need.heir()
    heir_words = f"{heir.number}. {in_language(heir, 'short')[0]}"
    return _("%(need)s (retired; its successor: %(successor)s)", need=words, successor=heir_words)
