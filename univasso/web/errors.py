"""Every error is a page that says what happens next; nobody meets a stack trace."""

import errno
import logging
from collections.abc import Callable
from datetime import timedelta
from math import ceil

from flask import Flask, Response, g, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from werkzeug.exceptions import BadRequest, HTTPException
from wtforms import FieldList

from univasso.core import clock
from univasso.core.db import AlreadyDone, StaleVersion, db
from univasso.core.limits import TooMany
from univasso.core.workflow import WrongState
from univasso.web.access import (
    ConfirmationNeeded,
    ConsentNeeded,
    SecondFactorNeeded,
    SignInNeeded,
)
from univasso.web.conflicts import differences
from univasso.web.context import came_from
from univasso.web.identity import forget_reader

log = logging.getLogger(__name__)

PAGES = {400, 403, 404, 405, 409, 410, 413, 429, 500, 503}
# Fields that a form carries for the machine: a fresh page has its own.
OWN_FIELDS = {"csrf_token", "once"}
SECRET_FIELDS = {"password", "present", "code", "credential"}
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}


def http_error(fault: HTTPException) -> Response:
    code = fault.code if fault.code in PAGES else (400 if fault.code < 500 else 500)
    if code >= 500:
        forget_reader()
    response = make_response(render_template(f"errors/{code}.html", code=fault.code), fault.code)
    for name, value in fault.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value
    return response


def kept_form(status: int, through: str = "") -> tuple[str, int]:
    """Give a form back filled: its session ended, or nobody is signed in any more (G2).

    ``through`` is the page that must be passed first; it gives the form back in its turn.
    """
    fields = [
        (name, value)
        for name, values in request.form.lists()
        for value in values
        if name not in OWN_FIELDS | SECRET_FIELDS
    ]
    page = render_template(
        "errors/expired.html",
        fields=fields,
        action=request.full_path.rstrip("?"),
        status=status,
        through=through,
        lost_files=any(file.filename for file in request.files.values()),
    )
    return page, status


def sign_in_needed(_: SignInNeeded) -> object:
    if request.method == "POST":
        return kept_form(401)
    return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303)


def passing_by(endpoint: str) -> Callable[[Exception], object]:
    """Lead through a page of the accounts and back; what was being sent is given back after it."""

    def lead(_: Exception) -> object:
        if request.method == "POST":
            return kept_form(403, through=url_for(endpoint))
        return redirect(url_for(endpoint, next=request.full_path.rstrip("?")), 303)

    return lead


def already_done(fault: AlreadyDone) -> Response:
    own = request.path if "GET" in request.url_rule.methods else came_from()
    return redirect(fault.leads_to or own, 303)


def wrong_state(fault: WrongState) -> tuple[str, int]:
    return render_template("errors/409.html", subject=fault.subject, verb=fault.verb), 409


def stale_version(fault: StaleVersion) -> tuple[str, int]:
    """Both answers, side by side: the form is sent again with what its author chooses (G10)."""
    form = g.get("form") or ()
    found = differences(fault.subject, form)
    settled = {difference.name for difference in found} | OWN_FIELDS | {"version"}
    page = render_template(
        "errors/conflict.html",
        subject=fault.subject,
        differences=found,
        same=[(n, value) for n, value in request.form.items(multi=True) if n not in settled],
        has_rows=any(isinstance(field, FieldList) for field in form),
        action=request.full_path.rstrip("?"),
    )
    return page, 409


def too_many(fault: TooMany) -> Response:
    page = render_template(
        "errors/429.html",
        again_at=clock.now() + timedelta(seconds=fault.seconds + 59),
        minutes=ceil(fault.seconds / 60),
    )
    response = make_response(page, 429)
    response.headers["Retry-After"] = str(fault.seconds)
    return response


def busy(fault: OperationalError) -> tuple[str, int]:
    log.error("database: %s", fault)
    forget_reader()
    return render_template("errors/503.html"), 503


def not_keepable(_: DataError) -> Response:
    """PostgreSQL was handed what none of its columns holds, such as a NUL: no form of ours sends it."""
    db.session.rollback()
    return http_error(BadRequest())


def clash(fault: IntegrityError) -> tuple[str, int]:
    """Two people made the same thing at the same moment: a promise of the database kept the first."""
    log.warning("database: %s", fault)
    db.session.rollback()
    return render_template("errors/409.html"), 409


def no_room(fault: OSError) -> tuple[str, int]:
    """The disk is full or cannot be written: nothing was kept, and it is the operator who can help."""
    if fault.errno not in NO_ROOM:
        raise fault
    log.error("the disk cannot keep a file: %s", fault)
    return render_template("errors/503.html"), 503


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(CSRFError, lambda _: kept_form(400))
    app.register_error_handler(SignInNeeded, sign_in_needed)
    app.register_error_handler(ConfirmationNeeded, passing_by("accounts.confirm"))
    app.register_error_handler(SecondFactorNeeded, passing_by("accounts.strengthen"))
    app.register_error_handler(ConsentNeeded, passing_by("accounts.consents"))
    app.register_error_handler(AlreadyDone, already_done)
    app.register_error_handler(WrongState, wrong_state)
    app.register_error_handler(StaleVersion, stale_version)
    app.register_error_handler(TooMany, too_many)
    app.register_error_handler(OperationalError, busy)
    app.register_error_handler(IntegrityError, clash)
    app.register_error_handler(OSError, no_room)
    app.register_error_handler(DataError, not_keepable)
