"""Runs as a process of its own and forks writers to be killed: starting Python once is enough.

Reads lines ``task folder argument``; answers with the writer's process number, then, when it has
ended, with how. What a writer acknowledges goes to the file ``acknowledged`` in the folder's parent.
"""

import os
import signal
import sys
from pathlib import Path

from whoosh.index import TOC

from univasso.core.search import Document, Index, Text, arrays, state, writer

FACETS = ("need", "year", "language")


def document(key, *words):
    return Document(key, "output", tuple(Text(w) for w in words))


def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)


def after(function):
    def then_die(*given, **named):
        function(*given, **named)
        die()

    return then_die


MOMENTS = {
    "before the words are written": (writer.Storage, "write", lambda _: die),
    "before whoosh commits": (TOC, "write", lambda _: die),
    "after whoosh committed": (TOC, "write", after),
    "before the arrays": (arrays, "write", lambda _: die),
    "after the arrays": (arrays, "write", after),
    "before the state": (state.State, "write", lambda _: die),
    "after the state": (state.State, "write", after),
    "before sweeping": (writer.Writer, "_sweep", lambda _: die),
    "while merging": (writer, "merged", lambda _: die),
    "after merging": (writer.Writer, "_merge_small", after),
}


def dying(folder, moment):
    """Replace one document and add another, and die at a given moment."""
    owner, name, change = MOMENTS[moment.replace("_", " ")]
    setattr(owner, name, change(getattr(owner, name)))
    Index(folder, FACETS).index(
        [document("new", "sport", "nouvelle page"), document("1", "sport", "remplacé")]
    )


def writing(folder, number):
    """Write without end, telling after each commit what is safe."""
    index, number = Index(folder, FACETS), int(number)
    with (folder.parent / "acknowledged").open("w") as told:
        while True:
            number += 1
            text = f"version{number}"
            index.index([document(str(number), "sport", text), document("0", "sport", "v" + text)])
            told.write(f"{number}\n")
            told.flush()


if __name__ == "__main__":
    for line in sys.stdin:
        task, folder, argument = line.split()
        child = os.fork()
        if not child:
            {"dying": dying, "writing": writing}[task](Path(folder), argument)
            os._exit(0)
        print(child, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
