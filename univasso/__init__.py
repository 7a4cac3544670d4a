"""Univ'Asso: the web application of a regional research programme on associations."""

from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from univasso import config, web
from univasso.core import clock, files, mail
from univasso.core import db as database
from univasso.directory.register import online
from univasso.finder import following
from univasso.models import db
from univasso.rooms import ROOMS

HERE = Path(__file__).parent


def _beside(name: str) -> Path:
    """``templates`` and ``migrations`` lie in the package once installed, beside it in a checkout."""
    packed = HERE / name
    return packed if packed.is_dir() else HERE.parent / name


def create_app(instance: Path | str | None = None, **given) -> Flask:
    """The application: settings, database, door, rooms, errors.

    ``instance`` is the folder of its whole state; ``given`` are settings that win over all others.
    Raises ``ConfigurationError``.
    """
    instance = Path(instance or "instance").resolve()
    instance.mkdir(parents=True, exist_ok=True)
    settings = config.load(instance, given)
    config.require_strong_key(settings["SECRET_KEY"])
    config.require_known_register(settings["REGISTER_API"])
    app = Flask(__name__, instance_path=str(instance), template_folder=str(_beside("templates")),
                static_folder=None)  # fmt: skip
    app.config.update(settings)
    app.config.update(_flask_settings(settings))
    clock.shift(timedelta(seconds=settings["CLOCK_SHIFT"]))
    if settings["PROXY_COUNT"]:
        count = settings["PROXY_COUNT"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)
    db.init_app(app)
    with app.app_context():
        database.teach_manners(db.engine)
    Migrate(app, db, directory=str(_beside("migrations")))
    _set_post(settings, instance)
    following.open_in(instance / "search")
    files.store.folder = instance / "files"
    online.api.base = settings["REGISTER_API"]
    web.init_app(app)
    for room in ROOMS:
        app.register_blueprint(room)
    return app


def _flask_settings(settings: dict) -> dict:
    secure = settings["PUBLIC_URL"].startswith("https://")
    megabytes = 1024 * 1024
    is_server = settings["DATABASE_URL"].startswith("postgresql")  # may hang up; no file does
    return {
        "SQLALCHEMY_DATABASE_URI": settings["DATABASE_URL"].replace(
            "postgresql://", "postgresql+psycopg://", 1
        ),
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_pre_ping": is_server},
        "MAX_CONTENT_LENGTH": (settings["UPLOAD_LIMIT"] + 1) * megabytes,
        "MAX_FORM_MEMORY_SIZE": 2 * megabytes,
        "SESSION_COOKIE_NAME": "__Host-univasso" if secure else "univasso",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(days=30),
        "WTF_CSRF_TIME_LIMIT": None,  # a form may stay open all day; its session is what ends
    }


def _set_post(settings: dict, instance: Path) -> None:
    mail.post.server = settings["MAIL_SERVER"]
    mail.post.user, mail.post.password = settings["MAIL_USER"], settings["MAIL_PASSWORD"]
    mail.post.tls = settings["MAIL_TLS"]
    mail.post.sender, mail.post.sender_name = settings["MAIL_FROM"], "Univ’Asso"
    mail.post.folder = instance / "mails"
