"""The door for a WSGI server: ``gunicorn wsgi:app``."""

import os

from univasso import create_app
from univasso.worker import attend

app = create_app(os.environ.get("UNIVASSO_INSTANCE", "instance"))
attend(app)
