"""The closed lists that describe an association, in the words that its forms show."""

from univasso.core.words import N_
from univasso.models.associations import Mode

SECTORS = {
    "social": N_("Social action and solidarity"),
    "health": N_("Health"),
    "education": N_("Education, training, integration through work"),
    "popular_education": N_("Popular education, social and community centres"),
    "culture": N_("Culture"),
    "sport": N_("Sport"),
    "leisure": N_("Leisure and social life"),
    "rights": N_("Rights and causes"),
    "environment": N_("Environment and living conditions"),
    "humanitarian": N_("Humanitarian action"),
    "local": N_("Local development, housing, mobility"),
    "network": N_("Network or support of associations"),
    "other": N_("Another field"),
}

# Bounds in euros a year.
BUDGETS = {
    "under_1k": N_("Less than €1,000 a year"),
    "under_10k": N_("€1,000 to €10,000"),
    "under_50k": N_("€10,000 to €50,000"),
    "under_200k": N_("€50,000 to €200,000"),
    "under_500k": N_("€200,000 to €500,000"),
    "over_500k": N_("More than €500,000"),
}
EMPLOYEES = {
    "none": N_("No employee"),
    "few": N_("1 or 2 employees"),
    "under_10": N_("3 to 9 employees"),
    "under_50": N_("10 to 49 employees"),
    "over_50": N_("50 employees or more"),
}
VOLUNTEERS = {
    "under_10": N_("Fewer than 10 volunteers"),
    "under_50": N_("10 to 49 volunteers"),
    "under_100": N_("50 to 99 volunteers"),
    "over_100": N_("100 volunteers or more"),
}
CHANNELS = {
    "mail": N_("By e-mail"),
    "phone": N_("By telephone"),
    "meeting": N_("In person"),
    "post": N_("By post"),
}

# What an association refuses: pairings honour each as a hard rule (A1★3).
REFUSALS = {
    "no_beneficiaries": N_("No interviews of the people we accompany"),
    "no_observation": N_("No observation of our activities"),
    "no_recording": N_("No sound or video recording"),
    "no_survey": N_("No questionnaires sent to our members"),
    "no_students": N_("No student work"),
    "no_more": N_("No request at all at present: we are solicited too much"),
}

# The refusals that an open way of taking part contradicts: a warning asks to choose.
CONTRADICTIONS = {
    Mode.FIELD: {"no_more", "no_observation"},
    Mode.GROUP: {"no_more"},
    Mode.COUNCIL: set(),
}

MODES = {
    Mode.COUNCIL: (
        N_("A seat on the strategic council"),
        N_(
            "Associations hold its majority: it chooses which research is supported. "
            "A few half-days a year."
        ),
    ),
    Mode.GROUP: (
        N_("A member of a research group"),
        N_(
            "You build a question and follow a study with researchers and other associations, "
            "from its wording to what it gives back."
        ),
    ),
    Mode.FIELD: (
        N_("A field site"),
        N_(
            "You open your doors to a study: meetings, interviews, observation, documents, "
            "always within what you accept."
        ),
    ),
}

NUMBER_SCHEMES = {"rna": "RNA", "siren": "SIREN", "siret": "SIRET"}

# Why a human should look at an association (``Association.to_check``).
TO_CHECK = {
    "no_number": N_("Without a number: known by its own words"),
    "not_found": N_("Its number is not in the register we hold"),
    "register_away": N_("The register did not answer"),
    "closed": N_("The register says that it is dissolved"),
    "not_association": N_("The number may be that of another kind of body"),
    "differs": N_("The register says something else"),
    "renamed": N_("Its name changed since somebody looked at it"),
    "renumbered": N_("Its number changed since somebody looked at it"),
    "same_number": N_("Gives the number of an association already here"),
}
