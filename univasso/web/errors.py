"""Every error is a page that says what happens next; nobody meets a stack trace."""

import logging

from flask import Flask, Response, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from univasso.core.db import AlreadyDone, StaleVersion
from univasso.core.limits import TooMany
from univasso.core.workflow import WrongState
from univasso.web.access import SignInNeeded

log = logging.getLogger(__name__)

PAGES = {400, 403, 404, 405, 409, 410, 413, 429, 500, 503}
# Fields that a form carries for the machine: a fresh page has its own.
OWN_FIELDS = {"csrf_token", "once"}
SECRET_FIELDS = {"password"}


def http_error(fault: HTTPException) -> Response:
    code = fault.code if fault.code in PAGES else (400 if fault.code < 500 else 500)
    response = make_response(render_template(f"errors/{code}.html", code=fault.code), fault.code)
    for name, value in fault.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value
    return response


def kept_form(status: int) -> tuple[str, int]:
    """Give a form back filled: its session ended, or nobody is signed in any more (G2)."""
    fields = [
        (name, value)
        for name, values in request.form.lists()
        for value in values
        if name not in OWN_FIELDS | SECRET_FIELDS
    ]
    return render_template("errors/expired.html", fields=fields, action=request.full_path), status


def sign_in_needed(_: SignInNeeded) -> object:
    if request.method == "POST":
        return kept_form(401)
    return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303)


def already_done(fault: AlreadyDone) -> Response:
    return redirect(fault.leads_to or request.path, 303)


def wrong_state(fault: WrongState) -> tuple[str, int]:
    return render_template("errors/409.html", subject=fault.subject, verb=fault.verb), 409


def stale_version(fault: StaleVersion) -> tuple[str, int]:
    fields = [(n, v) for n, v in request.form.items(multi=True) if n not in OWN_FIELDS]
    page = render_template(
        "errors/conflict.html", subject=fault.subject, fields=fields, action=request.full_path
    )
    return page, 409


def too_many(fault: TooMany) -> Response:
    response = make_response(render_template("errors/429.html", seconds=fault.seconds), 429)
    response.headers["Retry-After"] = str(fault.seconds)
    return response


def busy(fault: OperationalError) -> tuple[str, int]:
    log.error("database: %s", fault)
    return render_template("errors/503.html"), 503


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(CSRFError, lambda _: kept_form(400))
    app.register_error_handler(SignInNeeded, sign_in_needed)
    app.register_error_handler(AlreadyDone, already_done)
    app.register_error_handler(WrongState, wrong_state)
    app.register_error_handler(StaleVersion, stale_version)
    app.register_error_handler(TooMany, too_many)
    app.register_error_handler(OperationalError, busy)
