"""The closed lists that describe an output: audiences, licences, roles of its authors."""

from univasso.core.words import N_

AUDIENCES = {
    "associations": N_("Associations"),
    "researchers": N_("Researchers"),
    "public_bodies": N_("Public bodies"),
    "networks": N_("Networks and support bodies"),
    "students": N_("Students"),
    "everyone": N_("Everyone"),
}

LICENCES = {
    "cc-by-4.0": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "cc-by-sa-4.0": ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "cc-by-nc-4.0": ("CC BY-NC 4.0", "https://creativecommons.org/licenses/by-nc/4.0/"),
    "cc-by-nd-4.0": ("CC BY-ND 4.0", "https://creativecommons.org/licenses/by-nd/4.0/"),
    "cc-by-nc-nd-4.0": ("CC BY-NC-ND 4.0", "https://creativecommons.org/licenses/by-nc-nd/4.0/"),
    "cc0-1.0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "etalab-2.0": (
        "Licence Ouverte 2.0",
        "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    ),
    "gpl": ("GNU GPL", "https://www.gnu.org/licenses/gpl-3.0.html"),
    "lppl": ("LPPL", "https://www.latex-project.org/lppl/"),
    "all-rights": (N_("All rights reserved"), ""),
}

AUTHOR_ROLES = {
    "author": N_("Author"),
    "editor": N_("Editor"),
    "field": N_("Field site"),
    "co_wording": N_("Helped word the question"),
    "return": N_("Giving back"),
    "speaker": N_("Speaker"),
    "translator": N_("Translator"),
}

# Why an output was sent back, not published or withdrawn: counted in public (C5★5).
REASONS = {
    "incomplete": N_("Something is missing"),
    "unclear": N_("Hard to understand for its readers"),
    "scope": N_("Outside the programme’s subject"),
    "duplicate": N_("Already among the publications"),
    "rights": N_("Rights not settled"),
    "personal_data": N_("Personal data to remove"),
    "error": N_("An error was found"),
    "asked": N_("Asked by its authors"),
    "other": N_("Another reason"),
}

LINK_KINDS = {
    "audio": N_("Podcast or recording"),
    "video": N_("Video"),
    "page": N_("Web page"),
}
