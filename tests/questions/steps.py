"""What tests of questions do again and again, as a browser would."""

from univasso.core.db import db


def post(read, path: str, fields: dict, *, as_=None, status: int = 303):
    """Send a form; when it is accepted, the page where it leads."""
    sent = read.send(path, as_=as_, status=status, form=fields)
    db.session.rollback()  # what the test holds is read again
    return follow(read, sent) if status == 303 else sent


def follow(read, sent):
    """The page to which an answer leads, through every redirection."""
    response = sent.response
    while response.status_code in (301, 302, 303):
        response = read.client.get(response.location)
    return read._look(response, response.request.path, 200, "fr")


def path_of(page) -> str:
    return page.response.request.path


def leave(read) -> None:
    """Close the window: nobody is signed in, and nothing is remembered."""
    with read.client.session_transaction() as session:
        session.clear()
    read.signed_in_as = None
