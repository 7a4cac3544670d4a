"""Those who are named confirm or not; associations sign the summary; silence is said."""

import re

from tests import make
from univasso.core import jobs
from univasso.core.db import transaction
from univasso.models import OutputState
from univasso.outputs.services import contributions, review


def published_with_author(email="dominique@exemple.test"):
    output = make.output(OutputState.SUBMITTED)
    with transaction():
        output.authors[0].email = email
        review.publish(output, make.coordinator())
    return output, output.authors[0]


def test_each_author_with_an_address_is_asked_once(context):
    output, author = published_with_author()
    with transaction():
        contributions.ask_all(output)
    assert [m.to_email for m in make.mails()].count(author.email) == 1
    assert contributions.state(author) == "waiting"


def test_a_confirmation_forgets_the_address(context):
    _, author = published_with_author()
    with transaction():
        contributions.confirm(author)
    assert (contributions.state(author), author.email) == ("confirmed", "")


def test_thirty_days_of_silence_are_said_and_the_address_is_forgotten(context, later):
    _, author = published_with_author()
    later(days=31)
    jobs.run_due(100)
    assert contributions.state(author) == "silent"
    context.extensions["sqlalchemy"].session.expire_all()
    assert author.email == ""


def test_a_mailed_link_opens_a_page_and_only_its_button_acts(app, read):
    with app.app_context():
        make.bind(app)
        _, author = published_with_author()
        number = author.id
        text = next(m.text for m in make.mails() if m.to_email == "dominique@exemple.test")
    path = re.search(r"http://localhost(/productions/credits/\S+)", text)[1]
    for _ in range(3):  # a mail scanner follows links
        read(path)
    with app.app_context():
        from_database = make.db.session.get(type(author), number)
        assert from_database.confirmed_at is None
    read.send(path, answer="yes")
    with app.app_context():
        assert make.db.session.get(type(author), number).confirmed_at is not None
    read(path.replace("credits", "relectures"), status=404)  # a link serves its purpose only
