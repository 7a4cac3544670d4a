"""How pairings are spoken of in pages: rules and facts in words, lines of history."""

from datetime import date

from flask_babel import gettext as _

from univasso.core.history import HistoryEntry
from univasso.core.words import N_
from univasso.models.association_words import REFUSALS
from univasso.models.pairings import REFUSALS_TO_MEET, SEAT_KINDS, SIDES, Word
from univasso.pairings import showing, telling
from univasso.pairings.barriers import RULE_LABELS, Condition
from univasso.pairings.forms.batches import FAIRNESS_LABELS
from univasso.web.dates import long_day

HAPPENED = {
    "keep": N_("Put on the shortlist"),
    "go_past": N_("A rule was gone past"),
    "lock": N_("Locked"),
    "unlock": N_("Unlocked"),
    "open_seat": N_("A further place was opened"),
    "close_seat": N_("A further place was taken away"),
    "fill_seat": N_("A further place was taken"),
    "ask": N_("Asked"),
    "talk": N_("Wants to talk about it"),
    "agree": N_("Agreed"),
    "decline": N_("Not this time"),
    "withdraw": N_("Withdrawn"),
    "close_silent": N_("Closed without an answer"),
    "end": N_("Said to be over"),
    "say_yes": N_("One side said yes"),
    "say_talk": N_("The other side wants to talk about it too"),
    "pass_on": N_("Passed on to a colleague"),
    "be_here": N_("Said to be here"),
    "report": N_("A message was reported"),
    "hide_message": N_("A message was hidden"),
    "propose_slots": N_("Moments to meet were proposed"),
    "choose_slot": N_("A moment to meet was chosen"),
    "cancel_slot": N_("The meeting was cancelled"),
    "nudge": N_("Reminded by whoever asked"),
    "compute": N_("A proposal was asked for"),
    "stop": N_("The computation was stopped"),
    "undo": N_("Taken off the shortlists again"),
}
WORDS_SAID = {Word.YES: N_("Yes"), Word.TALK: N_("Let us talk"), Word.NO: N_("No")}
# What would have to change for a rule to say yes again (C2.4).
CHANGES = {
    "conflict": N_("the tie ends, or whoever declared it corrects it"),
    "availability": N_("they add a period in which they are free"),
    "load": N_("a work together ends, or they accept one more"),
    "territory": N_("they add the place to their profile"),
    "unwanted": N_("the association changes what it does not want"),
    "refusal": N_("the date that was given passes"),
    "silence": N_("they say that they are here"),
}


def fact(condition: Condition) -> str:
    """The fact of a condition, in the reader's language, its days written out."""
    about = {
        name: long_day(value).striptags() if isinstance(value, date) else value
        for name, value in condition.about.items()
    }
    return _(condition.fact, **about)


def said(condition: Condition) -> str:
    """A rule and its fact in plain text, for what is kept: “Load: 1 of 1”."""
    return _("%(rule)s: %(fact)s", rule=_(RULE_LABELS[condition.rule]), fact=fact(condition))


def pairing_line(entry: HistoryEntry) -> str:
    """One line of history in the reader's language."""
    return _(HAPPENED.get(entry.verb, entry.verb))


def everywhere() -> dict:
    """What the templates of the room may name."""
    return {
        "changes_for": CHANGES,
        "fairness_labels": FAIRNESS_LABELS,
        "people_to_try": showing.people_to_try,
        "unwanted_labels": REFUSALS,
        "refusals_to_meet": REFUSALS_TO_MEET,
        "rule_labels": RULE_LABELS,
        "called": telling.called,
        "words_said": WORDS_SAID,
        "seat_kinds": SEAT_KINDS,
        "sides": SIDES,
    }
