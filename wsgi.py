"""The door for a WSGI server: ``gunicorn wsgi:app``."""

import os

from univasso import create_app

app = create_app(os.environ.get("UNIVASSO_INSTANCE", "instance"))
