"""A server that a test kills: ``python -m tests.crashes.serving FOLDER PORT``."""

import sys

import waitress

from univasso import create_app
from univasso.worker import Worker

if __name__ == "__main__":
    app = create_app(sys.argv[1])
    Worker(app).start()
    waitress.serve(app, host="127.0.0.1", port=int(sys.argv[2]), threads=4, ident=None)
