"""A little house with something in every room, and its kinds of visitors."""

from types import SimpleNamespace

import pytest

from tests import make
from univasso.core.db import db, transaction
from univasso.models import Enquiry, OutputState, Role
from univasso.outputs.services import sharing

VISITORS = ("stranger", "member", "coordinator", "administrator")


@pytest.fixture
def house(app):
    """Numbers of people and rows: one of each, so that every address has something to open."""
    with app.app_context():
        make.bind(app)
        with transaction():
            member = make.user(Role.MEMBER, name="Meriem Fictive")
            coordinator, administrator = make.coordinator(), make.administrator()
            published = make.output(authors=("Martin-Fictif", "Durand-Fictive"))
            file = make.page_of_text(published, "Une page sur les bénévoles.")
            submitted = make.output(OutputState.SUBMITTED, depositor=member)
            draft = make.ready(depositor=member)
            enquiry = Enquiry(
                output=published, kind="question", text="Fictif ?", tracking_hash="0" * 64
            )
            db.session.add(enquiry)
            link = sharing.open_link(draft, member, 14)
            make.mail_row()
            association = make.association(member, "La Marmite fictive")
            asking = make.user(name="Aline Fictive", email="aline@exemple.test")
            db.session.flush()
            found = SimpleNamespace(
                stranger=None, member=member.id, coordinator=coordinator.id,
                administrator=administrator.id, published=published.id, submitted=submitted.id,
                draft=draft.id, file=file.id, enquiry=enquiry.id, link=link,
                association=association.id, place=association.members[0].id, asking=asking.id,
            )  # fmt: skip
        db.session.remove()
    return found


@pytest.fixture
def indexed(house, work):
    """That house, once its worker has made it searchable."""
    work()
    return house
