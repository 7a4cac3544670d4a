"""Settings as rows. The environment (``UNIVASSO_NAME``) wins over ``instance/config.toml``,
which wins over the default given here.
"""

import os
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


class ConfigurationError(Exception):
    """A setting that would make the application unsafe or unable to start, said in words."""


@dataclass(frozen=True)
class Setting:
    """One row: its name, its default, and one line of help."""

    name: str
    default: str | int | bool
    help: str


SETTINGS = (
    Setting("DATABASE_URL", "", "SQLAlchemy address of the database; empty: instance/univasso.db"),
    Setting("SECRET_KEY", "", "at least 32 random characters; made once for a demonstration"),
    Setting(
        "PUBLIC_URL", "http://127.0.0.1:8000", "the address people use; links in mails start so"
    ),
    Setting("DEMONSTRATION", False, "show the banner and the one-click accounts, on loopback only"),
    Setting("PROXY_COUNT", 0, "how many reverse proxies of yours stand in front"),
    Setting("MAIL_SERVER", "", "host:port of the mail server; empty keeps mails in the outbox"),
    Setting("MAIL_USER", "", "name to sign in to the mail server"),
    Setting("MAIL_PASSWORD", "", "password to sign in to the mail server"),
    Setting("MAIL_TLS", True, "use STARTTLS with a verified certificate"),
    Setting("MAIL_FROM", "ne-pas-repondre@univasso.example", "address that mails come from"),
    Setting("TEAM_MAIL", "", "where readers may write to the team; printed in the footer"),
    Setting(
        "PUBLISHER", "Le Mouvement associatif Hauts-de-France", "publisher, for the legal notice"
    ),
    Setting("PUBLISHER_ADDRESS", "", "its seat, for the legal notice"),
    Setting("PUBLISHER_PHONE", "", "its telephone number, for the legal notice"),
    Setting("PUBLICATION_DIRECTOR", "", "director of publication, for the legal notice"),
    Setting("HOSTING", "", "name, address and telephone of the host, for the legal notice"),
    Setting("ORCID_CLIENT_ID", "", "of this site at ORCID; empty: no sign-in with ORCID"),
    Setting("ORCID_CLIENT_SECRET", "", "of this site at ORCID"),
    Setting("ORCID_SANDBOX", False, "use sandbox.orcid.org, where iDs are for trying"),
    Setting("ORCID_ISSUER", "", "another OpenID server instead of ORCID, for tests"),
    Setting(
        "DIRECTORY_PAGES",
        300,
        "pages of the directory that an account, or a network, may read in ten minutes; 0: no limit",
    ),
    Setting(
        "OPEN_REQUESTS",
        3,
        "how many requests to meet a researcher may have without an answer at once",
    ),
    Setting("UPLOAD_LIMIT", 20, "largest file, in megabytes"),
    Setting(
        "WORK_IN_SERVER", True, "do mails and words of files in a thread of each serving process"
    ),
    Setting(
        "REGISTER_API",
        "",
        "https://recherche-entreprises.api.gouv.fr to ask it; empty: never asked",
    ),
    Setting("CLOCK_SHIFT", 0, "seconds by which the clock is moved, to try dated processes"),
)

WEAK_KEYS = {"changeme", "secret", "dev", "development", "password", "univasso"}
SHORTEST_KEY = 32


def load(instance: Path, given: dict | None = None) -> dict:
    """All settings by name, from the environment, ``config.toml``, then the defaults.

    ``given`` wins over everything; tests and commands use it. Raises ``ConfigurationError``.
    """
    file = instance / "config.toml"
    try:
        written = tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
    except tomllib.TOMLDecodeError as fault:
        raise ConfigurationError(f"{file}: {fault}") from fault
    unknown = set(written) - {s.name for s in SETTINGS}
    if unknown:
        raise ConfigurationError(f"{file}: unknown setting {', '.join(sorted(unknown))}")
    values = {s.name: _one(s, written) for s in SETTINGS}
    values.update(given or {})
    if not values["DATABASE_URL"]:
        values["DATABASE_URL"] = f"sqlite:///{instance / 'univasso.db'}"
    return values


def _one(setting: Setting, written: dict) -> str | int | bool:
    text = os.environ.get(f"UNIVASSO_{setting.name}")
    if text is None and setting.name == "DATABASE_URL":
        text = os.environ.get("DATABASE_URL")
    if text is None:
        return written.get(setting.name, setting.default)
    if isinstance(setting.default, bool):
        return text.strip().lower() in ("1", "true", "yes", "oui")
    if isinstance(setting.default, int):
        try:
            return int(text)
        except ValueError as fault:
            raise ConfigurationError(f"UNIVASSO_{setting.name} is a whole number") from fault
    return text


def require_strong_key(key: str) -> None:
    """Raise ``ConfigurationError`` unless the key can protect sessions and links."""
    if not key:
        raise ConfigurationError("SECRET_KEY is missing: run “univasso init”, or set it")
    if len(key) < SHORTEST_KEY or key.lower() in WEAK_KEYS or len(set(key)) < 10:
        raise ConfigurationError(f"SECRET_KEY is weak: {SHORTEST_KEY} random characters are needed")


REGISTER_HOSTS = {"recherche-entreprises.api.gouv.fr"}


def require_known_register(address: str) -> None:
    """Raise ``ConfigurationError`` unless the server may ask this address for an association.

    The public API by its own name, or a copy of it on this very machine.
    """
    parts = urlsplit(address)
    is_public = parts.scheme == "https" and parts.netloc in REGISTER_HOSTS
    is_here = parts.scheme == "http" and parts.hostname == "127.0.0.1" and not parts.username
    if address and not (is_public or is_here):
        raise ConfigurationError(
            f"REGISTER_API is one of {', '.join(sorted(REGISTER_HOSTS))}, by https, or empty"
        )


def new_key() -> str:
    """A key strong enough for ``require_strong_key``."""
    return secrets.token_urlsafe(48)
