"""What is the same for every application of a run is made once: half the time of a test otherwise.

A test has an application of its own, on a database of its own; the code that Jinja and Werkzeug write
from our templates and addresses does not depend on either.
"""

from jinja2 import BytecodeCache
from werkzeug.routing import Rule


class _Templates(BytecodeCache):
    """Compiled templates, by their name and text."""

    def __init__(self):
        self._codes = {}

    def load_bytecode(self, bucket):
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket):
        self._codes[bucket.key, bucket.checksum] = bucket.code


TEMPLATES = _Templates()
_builders = {}
_write_builder = Rule._compile_builder


def _builder(rule: Rule, append_unknown: bool = True):
    """The function that writes an address from its values: it reads the rule that it is given."""
    key = rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown
    if key not in _builders:
        _builders[key] = _write_builder(rule, append_unknown)
    return _builders[key]


Rule._compile_builder = _builder
