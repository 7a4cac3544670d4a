"""Every kind of page: nothing axe complains of, nothing wider than a telephone, nothing from elsewhere."""

import pytest

from tests.browser.conftest import axe, sideways, sign_in

PUBLIC = (
    "/", "/recherche", "/recherche?q=benevole", "/recherche?q=zzzzqqq", "/recherche?onglet=besoins",
    "/recherche?q=comment+citer+un+article+%3F&type=guide", "/besoins", "/besoins/1", "/besoins/7",
    "/productions/1", "/productions/39?q=paquet", "/productions/1/ecrire", "/productions/raisons",
    "/connexion", "/affichage", "/style", "/mentions-legales", "/accessibilite",
    "/donnees-personnelles", "/introuvable", "/inscription", "/mot-de-passe", "/connexion/lien",
    "/textes/charter", "/textes/notice", "/connexion/orcid/retour?error=access_denied",
    "/annuaire", "/annuaire?q=zzzz", "/annuaire?departement=59", "/annuaire/associations/1",
    "/associations", "/acces", "/annuaire/invitations/inconnue", "/textes/association",
    "/chercheurs", "/chercheurs/revendiquer/inconnue", "/annuaire/chercheurs/1", "/annuaire/calendrier",
)  # fmt: skip
OF_THE_TEAM = (
    "/productions/moderation", "/productions/messages", "/productions/messages/1",
    "/productions/mes-depots", "/productions/deposer", "{draft}", "{waiting}", "{waiting}/modifier",
    "{waiting}/embargo", "{waiting}/liens", "{waiting}/etapes/decline", "/recherche/mots",
    "/recherche/demandes", "/compte", "/compte/adresse", "/compte/second-facteur",
    "/compte/second-facteur/application", "/compte/second-facteur/cle", "/compte/textes",
    "/associations/les-miennes", "/associations/rejoindre", "/associations/rejoindre?q=ateliers",
    "/associations/nouvelle", "/associations/a-verifier", "/associations/a-verifier?toutes=1",
    "/associations/ouvrir", "{space}", "{space}/espace", "{space}/modifier", "{space}/participer",
    "{space}/visibilite", "{space}/numero", "{space}/quitter", "{space}/passation", "{space}/membres",
    "{space}/membres/inviter", "{space}/verifier", "{space}/sollicitations",
    "{space}/rapprocher/2", "{space}/demander", "/annuaire/membres/1/role",
    "/annuaire/membres/1/passer-la-main", "/chercheurs/suivi", "/chercheurs/suivi?q=zzzz",
    "/chercheurs/nouveau", "/annuaire/chercheurs/4/espace", "/annuaire/chercheurs/4/proposer",
    "/annuaire/chercheurs/4/rapprocher", "/annuaire/chercheurs/4/rapprocher/1",
)  # fmt: skip
OWN_PARTS = (
    "", "/espace", "/modifier", "/noms", "/affiliations", "/visibilite", "/travaux", "/disponibilite",
    "/disponibilite/periodes", "/interets", "/delegues", "/pourquoi",
)  # fmt: skip
OF_A_RESEARCHER = (
    *(f"/annuaire/chercheurs/1{part}" for part in OWN_PARTS),
    "/chercheurs/delegations",
    "/compte/donnees",
)
OF_AN_ASSOCIATION = (
    "/associations/les-miennes", "/annuaire/associations/1/espace", "/annuaire/membres/1/moi",
    "/annuaire/associations/1?comme=public", "/annuaire/associations/1/membres", "/compte",
)  # fmt: skip
OF_THE_ADMINISTRATION = (
    "/administration/personnes", "/administration/personnes/1", "/administration/courriels",
    "/administration/courriels/1", "/administration/travaux",
)  # fmt: skip


def first_of(page, state: str) -> str:
    """The address of the first publication in a state, as a coordinator finds it."""
    page.goto(f"/productions/moderation?etat={state}")
    return page.locator("main th a").first.get_attribute("href")


def criticise(page) -> list[str]:
    found = [f for f in page.faults if "404" not in f and "400" not in f]
    if (over := sideways(page)) > 0:
        found.append(f"{over} px too wide")
    return found + axe(page)


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (320, True)])
def test_public_pages(visit, path, width, dark):
    assert criticise(visit(path, width=width, dark=dark)) == []


@pytest.mark.parametrize("path", PUBLIC[:11])
def test_public_pages_in_english(visit, path):
    page = visit(path, language="en")
    assert page.locator("html").get_attribute("lang") == "en"
    assert criticise(page) == []


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("Coralie Fictive", OF_THE_TEAM),
        ("Nadia Fictive", OF_AN_ASSOCIATION),
        ("Léa Martin Fictive", OF_A_RESEARCHER),
        ("Ada Fictive", OF_THE_ADMINISTRATION),
    ],
)
@pytest.mark.parametrize("width", [1280, 320])
def test_pages_of_work(visit, name, paths, width):
    page = visit("/connexion", width=width)
    sign_in(page, name)
    wrong, own = {}, {}
    if paths is OF_THE_TEAM:
        own = {
            "draft": first_of(page, "draft"),
            "waiting": first_of(page, "submitted"),
            "space": "/annuaire/associations/1",
        }
    for path in (path.format(**own) for path in paths):
        page.faults.clear()
        answer = page.goto(path)
        found = criticise(page) + ([f"status {answer.status}"] if answer.status != 200 else [])
        if found:
            wrong[path] = found
    assert wrong == {}
