"""What an output still lacks: what blocks its submission, and what is only advised (C5.3)."""

from dataclasses import dataclass

from univasso.core.words import N_
from univasso.models.output_files import TextState
from univasso.models.outputs import Output

LARGE = 10 * 1024 * 1024  # bytes: long to open on a telephone


@dataclass(frozen=True)
class Check:
    """One point: the field it is about, whether it must be met, and whether it is."""

    field: str
    sentence: str
    is_blocking: bool
    is_met: bool
    advice: str = ""


FIELD_SENTENCES = {
    "abstract": N_("An abstract"),
    "asked": N_("In brief: what was asked"),
    "found": N_("In brief: what was found"),
    "changes": N_("In brief: what it changes for an association"),
    "issued": N_("A date of publication"),
    "container": N_("The journal or book it appeared in"),
    "publisher": N_("The publisher"),
    "file": N_("A file"),
    "file_or_link": N_("A file or a link to it"),
    "link": N_("A link to the recording"),
}


def checks_of(output: Output) -> list[Check]:
    """Every check, blocking ones first."""
    points = [*_always(output), *_of_its_kind(output), *_of_its_files(output), *_advised(output)]
    return sorted(points, key=lambda check: not check.is_blocking)


def _always(output: Output) -> list[Check]:
    return [
        Check("title_fr", N_("A title"), True, bool(output.title)),
        Check("authors", N_("At least one author, person or association"), True,
              bool(output.authors)),
        Check("licence", N_("A licence: what readers may do with it"), True, bool(output.licence)),
    ]  # fmt: skip


def _of_its_kind(output: Output) -> list[Check]:
    filled = {
        "file": bool(output.files),
        "link": bool(output.links or output.url),
        "file_or_link": bool(output.files or output.links or output.url or output.doi),
    }
    points = []
    for name in output.kind.required or []:
        is_met = filled[name] if name in filled else _is_filled(output, name)
        points.append(Check(name, FIELD_SENTENCES.get(name, name), True, is_met))
    return points


def _is_filled(output: Output, name: str) -> bool:
    """A field, in either language when it exists in both."""
    if hasattr(output, name):
        return bool(getattr(output, name))
    return bool(getattr(output, f"{name}_fr", "") or getattr(output, f"{name}_en", ""))


def _of_its_files(output: Output) -> list[Check]:
    points = []
    for file in output.files:
        if file.text_state == TextState.BROKEN:
            points.append(Check("files", N_("A file that opens"), True, False,
                                N_("Save it again from the program that made it.")))  # fmt: skip
        elif file.text_state == TextState.NO_TEXT:
            points.append(Check("files", N_("A file whose text can be read"), False, False,
                                N_("It is probably a scan: run a text recognition, "
                                   "or add a transcript.")))  # fmt: skip
        elif file.text_state == TextState.ENCRYPTED:
            points.append(Check("files", N_("A file without a password"), False, False,
                                N_("Save a copy without protection.")))  # fmt: skip
        if file.is_tagged is False:
            points.append(Check("files", N_("A tagged PDF"), False, False,
                                N_("In Writer or Word, export again with “Tagged PDF” ticked: "
                                   "screen readers then follow the right order.")))  # fmt: skip
        if file.size > LARGE:
            points.append(Check("files", N_("A file of less than 10 MB"), False, False,
                                N_("Reduce its pictures before exporting.")))  # fmt: skip
    return points


def _advised(output: Output) -> list[Check]:
    in_brief = all(_is_filled(output, name) for name in ("asked", "found", "changes"))
    named = [author for author in output.authors if author.kind == "person"]
    return [
        Check("asked_fr", N_("A plain summary, “in brief”"), False, in_brief),
        Check("needs", N_("At least one knowledge need"), False, bool(output.needs)),
        Check("authors", N_("Credits confirmed by those who are named"), False,
              all(author.confirmed_at for author in named),
              N_("Give the address of each: they are written to when it is published.")),
        Check("audiences", N_("For whom it is written"), False, bool(output.audiences)),
    ]  # fmt: skip
