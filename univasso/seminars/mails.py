"""The mails of registrations: each fact is told once to the one person it concerns (C4.8)."""

from flask_babel import force_locale
from flask_babel import gettext as _

from univasso.core.mail import Block, Message
from univasso.models.registrations import Registration
from univasso.seminars import dates, links
from univasso.web.dates import long_moment
from univasso.web.mailing import address
from univasso.web.wording import in_language


def _about(registration: Registration) -> Block:
    """What it is, when and where, as those who come may read it."""
    seminar = registration.seminar
    lines = [in_language(seminar, "title")[0], dates.when(seminar)]
    if registration.way == "remote":
        lines.append(_("Remotely"))
    elif seminar.full_place:
        lines.append(seminar.full_place)
    return Block("list", items=tuple(lines))


def _message(
    registration: Registration, fact: str, subject: str, words: str, *more: Block,
    button: str = "", with_file: bool = False,
) -> Message:  # fmt: skip
    secret = links.key_of(registration)
    where = address("seminars.registration", key=secret)
    blocks = (Block("paragraph", words), _about(registration), *more,
              Block("button", button or _("See or leave my registration"), where))  # fmt: skip
    reason = _("You receive this message because somebody registered with this address. If it was "
               "not you, open the page and leave: nothing else is kept.")  # fmt: skip
    version = registration.seminar.sequence
    key = (
        f"registration:{registration.id}-{registration.link_number}:{fact}:{version}"
        if fact
        else None
    )
    file = dates.own_file(registration) if with_file else ""
    return Message(subject, blocks, reason, registration.language, secret=secret, event_key=key,
                   calendar=file)  # fmt: skip


def confirmed(registration: Registration) -> Message:
    with force_locale(registration.language):
        more = ()
        seminar = registration.seminar
        if registration.way == "remote" and seminar.remote_link:
            more = (Block("paragraph", _("The link to join: %(link)s", link=seminar.remote_link)),)
        elif registration.way == "room":
            code = _("At the entrance, show the drawing of your page, or say this code: %(code)s",
                     code=registration.code)  # fmt: skip
            more = tuple(Block("paragraph", words) for words in (seminar.access, code) if words)
        return _message(
            registration, "confirmed", _("Your seat is confirmed"),
            _("Your seat is confirmed. The attached file adds it to your calendar."), *more,
            with_file=True,
        )  # fmt: skip


def waiting(registration: Registration) -> Message:
    with force_locale(registration.language):
        return _message(
            registration, "waiting", _("You are on the waiting list"),
            _("There is no seat left: you are on the waiting list, in order of arrival. Your rank is "
              "on your page. When a seat becomes free it is offered to one person at a time; you "
              "then have a date until which to answer."),
        )  # fmt: skip


def offered(registration: Registration) -> Message:
    with force_locale(registration.language):
        until = long_moment(registration.offered_until).striptags()
        return _message(
            registration, "offered", _("A seat is free: answer before %(moment)s", moment=until),
            _("A seat is free, and it is your turn. It is kept for you until %(moment)s; after that "
              "it is offered to the next person.", moment=until),
            button=_("Take the seat, or leave it to the next one"),
        )  # fmt: skip


def expired(registration: Registration) -> Message:
    with force_locale(registration.language):
        return _message(
            registration, "expired", _("The seat went to the next person"),
            _("The seat that was kept for you had no answer in time: it was offered to the next "
              "person. You may register again; you would then be the last in line."),
        )  # fmt: skip


def left(registration: Registration) -> Message:
    with force_locale(registration.language):
        return _message(
            registration, "left", _("You are no longer registered"),
            _("You are no longer registered. The attached file takes the meeting out of your "
              "calendar. You may register again while it is open."), with_file=True,
        )  # fmt: skip


def no_seat(registration: Registration) -> Message:
    with force_locale(registration.language):
        return _message(
            registration, "no-seat", _("No seat became free"),
            _("Registrations are closed, and no seat became free before your turn. We are sorry. "
              "What comes out of the meeting will be on its page."),
        )  # fmt: skip


def cancelled(registration: Registration) -> Message:
    with force_locale(registration.language):
        return _message(
            registration, "cancelled", _("The meeting is cancelled"),
            _("The meeting is cancelled. The attached file takes it out of your calendar."),
            Block("quotation", registration.seminar.cancel_reason), with_file=True,
        )  # fmt: skip


def already(registration: Registration) -> Message:
    """Without a key of its own: whoever asks again receives it again."""
    with force_locale(registration.language):
        return _message(
            registration, "", _("You are registered already"),
            _("Somebody typed this address to register. You are registered already: your page says "
              "whether you have a seat, or your rank."),
        )  # fmt: skip


def changed(registration: Registration) -> Message:
    """The date or the place is another: those who can no longer come leave their seat to the next."""
    with force_locale(registration.language):
        return _message(
            registration, "changed", _("The date or the place of your meeting has changed"),
            _("The date or the place of your meeting has changed: here is where it stands. The "
              "attached file corrects your calendar. If you can no longer come, leave your seat to "
              "the next person."), *_asked(registration), with_file=True,
        )  # fmt: skip


def _asked(registration: Registration) -> tuple[Block, ...]:
    """Until when one says whether one still comes, if it is asked."""
    if registration.confirm_by is None:
        return ()
    until = long_moment(registration.confirm_by).striptags()
    words = _("Say on your page, before %(moment)s, whether you still come: without an answer, the "
              "seat goes to the next person.", moment=until)  # fmt: skip
    return (Block("paragraph", words),)


def still_coming(registration: Registration) -> Message:
    with force_locale(registration.language):
        return _message(
            registration, "still-coming", _("Do you still come?"),
            _("The date of your meeting has changed, and you have not said whether you still come."),
            *_asked(registration), button=_("Say whether I still come"),
        )  # fmt: skip


def lapsed(registration: Registration) -> Message:
    with force_locale(registration.language):
        return _message(
            registration, "lapsed", _("Your seat went to the next person"),
            _("You have not said whether you come on the new date: the seat went to the next person. "
              "You may register again while it is open."), with_file=True,
        )  # fmt: skip


def soon(registration: Registration, days: int) -> Message:
    """Seven days before, and the day before."""
    with force_locale(registration.language):
        subject = _("Tomorrow: your meeting") if days == 1 else _("In a week: your meeting")
        more = ()
        if registration.way == "remote" and registration.seminar.remote_link:
            link = registration.seminar.remote_link
            more = (Block("paragraph", _("The link to join: %(link)s", link=link)),)
        return _message(
            registration, f"soon-{days}", subject,
            _("You are expected. If you can no longer come, leave your seat: somebody is perhaps "
              "waiting for it."), *more,
        )  # fmt: skip
