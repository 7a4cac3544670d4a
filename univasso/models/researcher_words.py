"""The closed lists that describe a researcher, in the words that their forms show."""

from univasso.core.words import N_

STATUSES = {
    "lecturer": N_("Lecturer or professor"),
    "researcher": N_("Full-time researcher"),
    "postdoc": N_("Post-doctoral researcher"),
    "doctoral": N_("Doctoral student"),
    "engineer": N_("Research engineer or technician"),
    "association": N_("Researcher in an association"),
    "independent": N_("Independent researcher"),
    "emeritus": N_("Emeritus"),
}
METHODS = {
    "interviews": N_("Interviews"),
    "observation": N_("Observation, ethnography"),
    "survey": N_("Questionnaires and statistics"),
    "archives": N_("Archives and documents"),
    "action": N_("Research with the people concerned"),
    "experiment": N_("Experiment, evaluation"),
    "mapping": N_("Maps and geography"),
    "economics": N_("Accounts and economic models"),
    "law": N_("Legal analysis"),
    "review": N_("Review of what is known"),
}
FIELDWORK = {
    "immersion": N_("Long stays with one association"),
    "visits": N_("Visits to several associations"),
    "remote": N_("At a distance, by telephone or on line"),
    "documents": N_("Documents only, without visits"),
    "workshops": N_("Workshops with associations"),
}
OFFERS = {
    "study": N_("A study"),
    "internship": N_("Supervising an internship"),
    "talk": N_("A talk"),
    "expertise": N_("Expertise, advice"),
}
LANGUAGES = {
    "fr": N_("French"),
    "en": N_("English"),
    "lsf": N_("French sign language"),
    "ar": N_("Arabic"),
    "de": N_("German"),
    "es": N_("Spanish"),
    "it": N_("Italian"),
    "nl": N_("Dutch"),
    "pl": N_("Polish"),
    "pt": N_("Portuguese"),
}
INTEREST_KINDS = {
    "board": N_("Seat on a board"),
    "employer": N_("Employer, paid work"),
    "coauthor": N_("Recent co-author"),
    "other": N_("Another interest"),
}
