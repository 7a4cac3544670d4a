"""The closed lists with which questions are told: each code, with its words in the source language."""

from enum import StrEnum

from univasso.core.words import N_


class Visibility(StrEnum):
    """Who may read a question, and whether with the name of who asks (A2.4)."""

    PUBLIC = "public"
    UNNAMED = "unnamed"
    PROGRAMME = "programme"


VISIBILITIES = {
    Visibility.UNNAMED: N_("Everybody, without the name of our association"),
    Visibility.PUBLIC: N_("Everybody, with the name of our association"),
    Visibility.PROGRAMME: N_("The people of the programme only"),
}


class Channel(StrEnum):
    """How the words came (A2.2, C1.10)."""

    WEB = "web"
    PHONE = "phone"
    VISIT = "visit"
    PAPER = "paper"
    WORKSHOP = "workshop"


CHANNELS = {
    Channel.PHONE: N_("By telephone"),
    Channel.VISIT: N_("In a conversation"),
    Channel.PAPER: N_("On a paper form"),
    Channel.WORKSHOP: N_("In a workshop"),
    Channel.WEB: N_("On this site"),
}

USES = {
    "decide": N_("Decide in our association"),
    "discuss": N_("Talk with our partners or our funders"),
    "train": N_("Train our teams and our volunteers"),
    "show": N_("Make known what we do"),
    "unsure": N_("I do not know yet"),
}

TAKING_PART = {
    "group": N_("Yes, as part of the research group"),
    "field": N_("Yes, by welcoming the study as a field site"),
    "results": N_("No, only to receive the results"),
    "unsure": N_("I do not know yet"),
}

# What would answer it (C1.4).
ANSWER_KINDS = {
    "existing": N_("A study that exists"),
    "survey": N_("A survey or an inquiry"),
    "review": N_("A review of what is known"),
    "action": N_("Action research, with those concerned"),
    "student": N_("A student’s work"),
    "advice": N_("Advice rather than research"),
}

URGENCIES = {
    "": N_("No deadline"),
    "soon": N_("Within the year"),
    "now": N_("Within three months"),
}

SIZES = {
    "volunteers": N_("Volunteers only"),
    "few": N_("1 to 9 employees"),
    "some": N_("10 to 49 employees"),
    "many": N_("50 employees or more"),
}


class Outcome(StrEnum):
    """What becomes of a question; none is silent, each has a text and a next step (A2.8)."""

    ANSWERED = "answered"
    GROUPED = "grouped"
    DIVIDED = "divided"
    PROJECT = "project"
    STUDENT = "student"
    MEETING = "meeting"
    CONSULTATION = "consultation"
    REORIENTED = "reoriented"
    ELSEWHERE = "elsewhere"


OUTCOMES = {
    Outcome.ANSWERED: N_("Answered by a publication"),
    Outcome.GROUPED: N_("Brought together with another question"),
    Outcome.DIVIDED: N_("Divided into several questions"),
    Outcome.PROJECT: N_("Taken up by a research project"),
    Outcome.STUDENT: N_("Entrusted to a student’s work"),
    Outcome.MEETING: N_("Subject of a meeting"),
    Outcome.CONSULTATION: N_("Carried into a consultation"),
    Outcome.REORIENTED: N_("Passed on to a body that can help"),
    Outcome.ELSEWHERE: N_("Not a question for this programme"),
}

# Whether a publication answers, as each one concerned says (A2.12).
VERDICTS = {
    "yes": N_("Yes, it answers"),
    "partly": N_("In part"),
    "no": N_("No, it does not answer"),
}

# The optional grid of criteria (C1.5), and the weight of each, which is shown: no sum is made of them.
CRITERIA = {
    "interest": (N_("Scientific interest"), 2),
    "feasible": (N_("Feasibility"), 2),
    "benefit": (N_("Benefit for associations"), 3),
    "solid": (N_("Solidity of the situation described"), 1),
    "motivation": (N_("Motivation to take part"), 2),
}
MARKS = {
    0: N_("Not at all"),
    1: N_("A little"),
    2: N_("Rather"),
    3: N_("Fully"),
}

BODY_KINDS = {
    "dla": N_("Local support scheme (DLA)"),
    "guidasso": N_("Point of support for associations"),
    "house": N_("House of associations"),
    "shop": N_("Science shop"),
    "lab": N_("Laboratory"),
    "network": N_("Network or federation"),
    "public": N_("Public service"),
    "other": N_("Other"),
}
