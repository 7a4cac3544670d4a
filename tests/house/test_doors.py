"""Every door has a lock, and what each role meets behind it is written here."""

import pytest

from tests import make
from tests.reader import Reader
from univasso.core.db import db
from univasso.directory.services import groups
from univasso.models import (
    DataRequest,
    Enquiry,
    OutputState,
    PairingBatch,
    PairingSeat,
    ResearchUnit,
    Role,
)
from univasso.models.finder import WordBridge
from univasso.models.seminars import SeminarState
from univasso.policy import VERBS, Permission

# What each role meets at a GET address: 200 page, 303 sent to sign in, 403 not yours, 404 unknown.
# Columns: nobody, member (who deposited the draft), stranger (another member), coordinator, administrator.
WHO = ("nobody", "depositor", "stranger", "coordinator", "administrator")
PUBLIC = (200, 200, 200, 200, 200)
SIGNED_IN = (303, 200, 200, 200, 200)
TEAM = (303, 403, 403, 200, 403)
ADMINISTRATION = (303, 403, 403, 403, 200)
UNKNOWN = (404, 404, 404, 404, 404)
LEADS_ON = (303, 303, 303, 303, 303)
OWN_DRAFT = (404, 200, 404, 200, 404)
HIDDEN = (404, 404, 404, 200, 404)  # known to its own people and to the coordination
MATRIX = {
    "/": PUBLIC,
    "/style": PUBLIC,
    "/tableau-de-bord": SIGNED_IN,
    "/mentions-legales": PUBLIC,
    "/accessibilite": PUBLIC,
    "/donnees-personnelles": PUBLIC,
    "/besoins": PUBLIC,
    "/besoins/1": (301, 301, 301, 301, 301),
    "/besoins/1-modeles-socio-economiques": PUBLIC,
    "/besoins.json": PUBLIC,
    "/besoins/1/versions": PUBLIC,
    "/besoins/matrice": PUBLIC,
    "/besoins/matrice.csv": PUBLIC,
    "/besoins/gerer": TEAM,
    "/besoins/nouveau": TEAM,
    "/besoins/rapprochements": TEAM,
    "/besoins/1/modifier": TEAM,
    "/besoins/1/retirer": TEAM,
    "/besoins/1/retablir": (303, 403, 403, 303, 403),  # it is in use: its page
    "/axes/1/modifier": TEAM,
    "/axes/1/versions": PUBLIC,
    "/territoires/suggestions?q=a": PUBLIC,
    "/recherche": PUBLIC,
    "/recherche/suggestions?q=a": PUBLIC,
    "/recherche.csv": PUBLIC,
    "/recherche/mots": TEAM,
    "/recherche/mots/{bridge}": (404, 404, 404, 200, 404),
    "/recherche/demandes": TEAM,
    "/questions": PUBLIC,
    "/questions/nouvelle": PUBLIC,
    "/questions/envoyee": LEADS_ON,
    "/questions/miennes": SIGNED_IN,
    "/questions/saisir": TEAM,
    "/questions/formulaire.pdf": PUBLIC,
    "/questions/{question}/recu": HIDDEN,
    "/questions/tri": TEAM,
    "/questions/mon-bureau": TEAM,
    "/mises-en-relation": TEAM,
    "/mises-en-relation/questions/{shared}": TEAM,
    "/mises-en-relation/personnes/{researcher}": (404, 403, 404, 200, 404),
    "/mises-en-relation/places": TEAM,
    "/mises-en-relation/places/{seat}": HIDDEN,
    "/mises-en-relation/{pairing}/places": HIDDEN,
    "/mises-en-relation/{pairing}": HIDDEN,
    "/mises-en-relation/{pairing}/solliciter": HIDDEN,
    "/mises-en-relation/reponse/zorglub": UNKNOWN,
    "/mises-en-relation/reponse/zorglub/fichiers/1": UNKNOWN,
    "/mises-en-relation/reponse/zorglub/rendez-vous.ics": UNKNOWN,
    "/annuaire/associations/{listed}/solliciter": (303, 200, 403, 403, 403),
    "/mises-en-relation/questions/{shared}/fiche": TEAM,
    "/mises-en-relation/charge": TEAM,
    "/mises-en-relation/par-lot": TEAM,
    "/mises-en-relation/par-lot/{batch}": (404, 404, 404, 200, 404),
    "/mises-en-relation/par-lot/{batch}.csv": (404, 404, 404, 200, 404),
    "/mises-en-relation/par-lot/importer": TEAM,
    "/questions/{question}": (404, 404, 404, 303, 404),
    "/questions/{question}/dossier": HIDDEN,
    "/questions/{question}/etapes/hide": HIDDEN,
    "/questions/{shared}/nous-aussi": (200, 200, 200, 200, 200),
    "/questions/partage/x": (404, 404, 404, 404, 404),
    "/questions/{question}/decider": HIDDEN,
    "/questions/lectures": TEAM,
    "/questions/tri/ensemble/999": (303, 403, 403, 404, 403),
    "/questions/{question}/lecture": (404, 404, 404, 303, 404),  # it is asked of nobody
    "/questions/{question}/lectures": (404, 404, 404, 303, 404),
    "/questions/{question}/regrouper": HIDDEN,
    "/questions/{question}/separer": HIDDEN,
    "/questions/{question}/degrouper": (404, 404, 404, 409, 404),  # it is with no other
    "/questions/reponses/zorglub": UNKNOWN,
    "/questions/transmises/zorglub": UNKNOWN,
    "/questions/organismes": TEAM,
    "/questions/organismes/nouveau": TEAM,
    "/questions/organismes/{body}/modifier": HIDDEN,
    "/rencontres": PUBLIC,
    "/rencontres.ics": PUBLIC,
    "/rencontres/gerer": TEAM,
    "/rencontres/nouvelle": TEAM,
    "/rencontres/{seminar}": (404, 404, 404, 301, 404),
    "/rencontres/{seminar}-un-brouillon": HIDDEN,
    "/rencontres/{seminar}.ics": HIDDEN,
    "/rencontres/{seminar}/inscription": (404, 404, 404, 303, 404),
    "/rencontres/{seminar}/inscription/recue": HIDDEN,
    "/rencontres/{seminar}/modifier": HIDDEN,
    "/rencontres/{seminar}/reprendre": HIDDEN,
    "/rencontres/{seminar}/inscriptions": HIDDEN,
    "/rencontres/{seminar}/accueil": HIDDEN,
    "/rencontres/attestations": PUBLIC,
    "/rencontres/inscription/zorglub/attestation.pdf": UNKNOWN,
    "/rencontres/{seminar}/emargement.pdf": HIDDEN,
    "/rencontres/{seminar}/etapes/cancel": (404, 404, 404, 303, 404),  # it was never announced
    "/rencontres/inscription/zorglub": UNKNOWN,
    "/rencontres/inscription/zorglub/rencontre.ics": UNKNOWN,
    "/questions/ateliers": TEAM,
    "/questions/ateliers/nouveau": TEAM,
    "/questions/ateliers/{workshop}": HIDDEN,
    "/questions/ateliers/{workshop}/modifier": HIDDEN,
    "/questions/ateliers/{workshop}/cloturer": HIDDEN,
    "/questions/ateliers/{workshop}/notes/{note}": HIDDEN,
    "/questions/suivi/{question}": HIDDEN,
    "/questions/suivi/{question}/fichiers/999": UNKNOWN,
    "/questions/suivi/{question}/corriger": (404, 404, 404, 403, 404),
    "/questions/suivi/{question}/retirer": (404, 404, 404, 403, 404),
    "/recherche/demandes.csv": TEAM,
    "/productions/{published}": PUBLIC,
    "/productions/{published}/citer.bib": PUBLIC,
    "/productions/{published}/versions": (404, 404, 404, 404, 404),  # it has no version yet
    "/productions/{published}/ecrire": PUBLIC,
    "/productions/{published}/fichiers/{file}/note.pdf": (
        404,
        404,
        404,
        404,
        404,
    ),  # bytes not kept
    "/productions/{published}/fichiers/{file}/texte": PUBLIC,
    "/productions/{published}/fichiers/999999/texte": (404, 404, 404, 404, 404),
    "/productions/{published}/modifier": (303, 403, 403, 200, 403),
    "/productions/{published}/etapes/withdraw": (303, 403, 403, 200, 403),
    "/productions/{published}/embargo": (303, 403, 403, 200, 403),
    "/productions/{published}/comparer/{withdrawn}": (303, 403, 403, 200, 403),
    "/productions/{published}/correction": (303, 403, 403, 200, 403),
    "/productions/{published}/questions": (303, 403, 403, 200, 403),
    "/productions/{published}/echanges": (303, 403, 403, 200, 403),
    "/productions/{published}/liens": (303, 403, 403, 200, 403),
    "/productions/{published}/relecture": (303, 403, 403, 200, 403),
    "/productions/{published}/fichiers": (303, 403, 403, 200, 403),
    "/productions/{draft}": OWN_DRAFT,
    "/productions/{draft}/citer.bib": OWN_DRAFT,
    "/productions/{draft}/ecrire": OWN_DRAFT,
    "/productions/{draft}/fichiers/{draft_file}/texte": OWN_DRAFT,
    "/productions/{published}/fichiers/{draft_file}/texte": (404, 404, 404, 404, 404),
    "/productions/{draft}/modifier": OWN_DRAFT,
    "/productions/{draft}/echanges": OWN_DRAFT,
    "/productions/{draft}/liens": OWN_DRAFT,
    "/productions/{draft}/etapes/submit": OWN_DRAFT,
    "/productions/{draft}/correction": (404, 403, 404, 200, 404),
    "/productions/{withdrawn}": (410, 410, 410, 200, 410),
    "/productions/999999": (404, 404, 404, 404, 404),
    "/productions/raisons": PUBLIC,
    "/productions/deposer": SIGNED_IN,
    "/productions/mes-depots": SIGNED_IN,
    "/productions/moderation": TEAM,
    "/productions/moderation/ensemble/999": (303, 403, 403, 404, 403),
    "/productions/messages": TEAM,
    "/productions/messages/{enquiry}": TEAM,
    "/productions/suivi/nothing": (404, 404, 404, 404, 404),
    "/productions/partage/nothing": (404, 404, 404, 404, 404),
    "/productions/credits/nothing": (404, 404, 404, 404, 404),
    "/productions/relectures/nothing": (404, 404, 404, 404, 404),
    "/annuaire": PUBLIC,
    "/annuaire/groupes/{group}": HIDDEN,
    "/annuaire/groupes/{group}/modifier": HIDDEN,
    "/annuaire/groupes/{group}/inviter": HIDDEN,
    "/annuaire/groupes/nouveau": SIGNED_IN,
    "/annuaire/groupes/invitations/nothing": UNKNOWN,
    "/associations": PUBLIC,
    "/associations/les-miennes": SIGNED_IN,
    "/associations/rejoindre": SIGNED_IN,
    "/associations/nouvelle": SIGNED_IN,
    "/associations/a-verifier": TEAM,
    "/associations/ouvrir": TEAM,
    "/acces": PUBLIC,
    "/annuaire/associations/{association}": HIDDEN,
    "/annuaire/associations/{association}/espace": HIDDEN,
    "/annuaire/associations/{association}/modifier": HIDDEN,
    "/annuaire/associations/{association}/participer": HIDDEN,
    "/annuaire/associations/{association}/visibilite": HIDDEN,
    "/annuaire/associations/{association}/numero": HIDDEN,
    "/annuaire/associations/{association}/quitter": HIDDEN,
    "/annuaire/associations/{association}/passation": HIDDEN,
    "/annuaire/associations/{association}/charte": (404, 404, 404, 403, 404),  # only its managers
    "/annuaire/associations/{listed}/charte": (303, 403, 403, 403, 403),
    "/annuaire/associations/{association}/membres": HIDDEN,
    "/annuaire/associations/{association}/membres/inviter": HIDDEN,
    "/annuaire/associations/{association}/verifier": HIDDEN,
    "/annuaire/associations/{association}/sollicitations": HIDDEN,
    "/annuaire/associations/{association}/rapprocher/{association}": (404, 404, 404, 404, 404),
    "/annuaire/associations/{association}/demander": (303, 404, 404, 404, 404),
    "/annuaire/associations/{listed}": PUBLIC,
    "/annuaire/associations/{listed}/espace": (303, 403, 403, 200, 403),
    "/annuaire/associations/{listed}/modifier": (303, 403, 403, 200, 403),
    "/annuaire/associations/{listed}/membres": (303, 403, 403, 200, 403),
    "/annuaire/associations/{listed}/verifier": (303, 403, 403, 200, 403),
    "/annuaire/associations/{listed}/demander": SIGNED_IN,
    "/annuaire/membres/{membership}/role": HIDDEN,
    "/annuaire/membres/{membership}/moi": (404, 404, 404, 404, 404),
    "/annuaire/membres/{membership}/passer-la-main": HIDDEN,
    "/annuaire/membres/{membership}/repondre": (404, 404, 404, 303, 404),
    "/annuaire/invitations/nothing": (404, 404, 404, 404, 404),
    "/annuaire/invitations/nothing/compte": (303, 303, 303, 303, 303),
    "/chercheurs": PUBLIC,
    "/chercheurs/mon-profil": (303, 303, 200, 200, 200),  # one has a profile already
    "/annuaire/calendrier": PUBLIC,
    "/annuaire/laboratoires/{unit}": PUBLIC,
    "/annuaire/chercheurs/{researcher}": OWN_DRAFT,
    "/annuaire/chercheurs/{researcher}/espace": OWN_DRAFT,
    "/annuaire/chercheurs/{researcher}/modifier": (404, 200, 404, 403, 404),
    "/annuaire/chercheurs/{researcher}/visibilite": (404, 200, 404, 403, 404),
    "/annuaire/chercheurs/{researcher}/noms": (404, 200, 404, 403, 404),
    "/annuaire/chercheurs/{researcher}/affiliations": (404, 200, 404, 403, 404),
    "/annuaire/chercheurs/{researcher}/travaux": (404, 200, 404, 403, 404),
    "/annuaire/chercheurs/{researcher}/disponibilite": (404, 200, 404, 403, 404),
    "/annuaire/chercheurs/{researcher}/disponibilite/periodes": (404, 200, 404, 403, 404),
    "/annuaire/chercheurs/{researcher}/interets": OWN_DRAFT,
    "/annuaire/chercheurs/{researcher}/rapprocher": (404, 403, 404, 200, 404),
    "/annuaire/chercheurs/{researcher}/rapprocher/{researcher}": (404, 403, 404, 404, 404),
    "/chercheurs/delegations": SIGNED_IN,
    "/chercheurs/suivi": TEAM,
    "/chercheurs/nouveau": TEAM,
    "/chercheurs/revendiquer/nothing": UNKNOWN,
    "/annuaire/chercheurs/{researcher}/delegues": (404, 200, 404, 403, 404),
    "/annuaire/chercheurs/{researcher}/proposer": (404, 403, 404, 303, 404),
    "/annuaire/chercheurs/{researcher}/pourquoi": (404, 200, 404, 403, 404),
    "/compte": SIGNED_IN,
    "/compte/adresse": SIGNED_IN,
    "/compte/confirmer": LEADS_ON,  # each of them has just shown who they are
    "/compte/confirmer/nothing": (303, 404, 404, 404, 404),
    "/compte/mot-de-passe": SIGNED_IN,
    "/compte/renforcer": LEADS_ON,
    "/compte/second-facteur": SIGNED_IN,
    "/compte/second-facteur/application": SIGNED_IN,
    "/compte/second-facteur/cle": SIGNED_IN,
    "/compte/textes": SIGNED_IN,
    "/textes/charter": PUBLIC,
    "/textes/nothing": UNKNOWN,
    "/adresse/nothing": UNKNOWN,
    "/adresse/reprendre/nothing": UNKNOWN,
    "/inscription": PUBLIC,
    "/inscription/courriel": LEADS_ON,
    "/inscription/nothing": UNKNOWN,
    "/liens/envoye": LEADS_ON,
    "/mot-de-passe": PUBLIC,
    "/mot-de-passe/nothing": UNKNOWN,
    "/connexion/lien": PUBLIC,
    "/connexion/lien/nothing": UNKNOWN,
    "/connexion/second": LEADS_ON,
    "/connexion/orcid": LEADS_ON,
    "/connexion/orcid/aller": LEADS_ON,
    "/connexion/orcid/retour": LEADS_ON,
    "/affichage": PUBLIC,
    "/connexion": PUBLIC,
    "/invitations/nothing": (404, 404, 404, 404, 404),
    "/administration/courriels": ADMINISTRATION,
    "/administration/courriels/{mail}": (404, 404, 404, 404, 200),
    "/administration/travaux": ADMINISTRATION,
    "/administration/personnes": ADMINISTRATION,
    "/administration/personnes/{user}/adresse": (404, 404, 404, 404, 200),
    "/administration/personnes/{user}": (404, 404, 404, 404, 200),
    "/administration/personnes/{user}/fusionner": (404, 404, 404, 404, 200),
    "/administration/demandes": ADMINISTRATION,
    "/administration/demandes/{data_request}": (404, 404, 404, 404, 200),
    "/administration/decisions": ADMINISTRATION,
    "/administration/journal": ADMINISTRATION,
    "/administration/journal.csv": ADMINISTRATION,
    "/administration/journal/verification": ADMINISTRATION,
    "/administration/conservation": ADMINISTRATION,
    "/compte/donnees": SIGNED_IN,
    "/compte/donnees/copie/nothing": (303, 404, 404, 404, 404),
    "/donnees-personnelles/registre": PUBLIC,
    "/donnees-personnelles/garder/nothing": (404, 404, 404, 404, 404),
    "/qui-peut-voir/output/{draft}": (303, 200, 404, 200, 404),
    "/healthz": PUBLIC,
    "/readyz": PUBLIC,
    "/robots.txt": PUBLIC,
    "/sitemap.xml": PUBLIC,
    "/static/x/no-such-file.css": (404, 404, 404, 404, 404),
}


@pytest.fixture
def programme(context):
    """One row of each kind, and one person of each role."""
    depositor = make.user(Role.MEMBER)
    people = {
        "depositor": depositor, "stranger": make.user(Role.MEMBER),
        "coordinator": make.coordinator(), "administrator": make.administrator(),
    }  # fmt: skip
    draft, published = make.output(OutputState.DRAFT, depositor=depositor), make.output()
    withdrawn = make.output(
        OutputState.WITHDRAWN, withdrawn_at=make.clock.now(), withdrawal_reason="Une raison."
    )
    file, draft_file = (
        make.page_of_text(published, "Des mots."),
        make.page_of_text(draft, "Des mots."),
    )
    with make.transaction():
        enquiry = Enquiry(
            output=published, kind="question", text="Pourquoi ?", tracking_hash="x" * 64
        )
        bridge = WordBridge(expressions=["un", "deux"])
        asked = DataRequest(kind="access", due_on=make.clock.today())
        batch = PairingBatch(choices={"questions": [], "fairness": "nobody_aside", "seed": 1})
        db.session.add_all([enquiry, bridge, asked, batch])
        mail = make.mail_row()
    association, listed = make.association(), make.association(is_listed=True)
    with make.transaction():
        group = groups.found("Un groupe fictif", association, association.members[0].user)
    workshop = make.workshop(("Les Rives fictives", "Pourquoi si peu de jeunes ?"))
    pairing = make.pairing()
    with make.transaction():
        pairing.seats.append(PairingSeat(kind="student"))
    rows = {
        "researcher": make.researcher(depositor, is_listed=False),
        "unit": db.session.query(ResearchUnit).first(),
        "association": association, "listed": listed, "group": group, "membership": association.members[0],
        "draft": draft, "published": published, "withdrawn": withdrawn, "file": file,
        "draft_file": draft_file, "enquiry": enquiry, "bridge": bridge, "user": depositor, "mail": mail,
        "data_request": asked, "question": make.question(), "shared": make.question("qualified"),
        "seminar": make.seminar(SeminarState.DRAFT, title_fr="Un brouillon"),
        "body": make.receiving_body(), "pairing": pairing, "seat": pairing.seats[0],
        "workshop": workshop, "note": workshop.notes[0],
        "batch": batch,
    }  # fmt: skip
    return {name: row.id for name, row in rows.items()}, {name: u.id for name, u in people.items()}


def test_every_address_gives_each_role_what_the_matrix_says(app, programme, work):
    work()
    numbers, people = programme
    wrong = []
    for place, who in enumerate(WHO):
        reader = Reader(app)
        if who != "nobody":
            reader.sign_in(people[who])
        for pattern, expected in MATRIX.items():
            path = pattern.format(**numbers)
            got = reader.client.get(path).status_code
            if got != expected[place]:
                wrong.append(f"{who} at {path}: {got}, not {expected[place]}")
    assert wrong == [], "\n".join(wrong)


def test_every_get_address_is_in_the_matrix(app):
    urls = app.url_map.bind("localhost")
    numbers = dict.fromkeys(
        (
            "draft",
            "published",
            "withdrawn",
            "file",
            "draft_file",
            "enquiry",
            "bridge",
            "user",
            "mail",
            "association",
            "listed",
            "membership",
            "group",
            "data_request",
            "researcher",
            "unit",
            "question",
            "shared",
            "body",
            "pairing",
            "seat",
            "workshop",
            "note",
            "seminar",
            "batch",
        ),
        1,
    )
    covered = {
        urls.match(pattern.format(**numbers).partition("?")[0], "GET")[0] for pattern in MATRIX
    }
    every = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    assert sorted(every - covered) == []


def test_every_view_declares_its_permission(app):
    silent = [name for name, view in app.view_functions.items() if not hasattr(view, "permission")]
    assert silent == []


def test_every_verb_asks_for_a_permission():
    asked = {p for verbs in VERBS.values() for p in verbs.values()}
    assert asked <= set(Permission)


def test_every_post_refuses_a_form_without_its_token(app, programme):
    """Checked at the door, for all unsafe methods at once: nothing is written."""
    _, people = programme
    reader = Reader(app)
    reader.sign_in(people["administrator"])
    words = {"verb": "publish", "act": None, "token": "x", "name": "x", "form": "csv",
             "purpose": "reset"}  # fmt: skip
    choices = {"administration.act_on_job": "oublier", "administration.act_on_person": "suspendre",
               "administration.act_on_invitation": "renvoyer",
               "outputs.act_on_enquiry": "clore", "administration.decide": "approuver",
               "directory.act_on_invitation": "revoquer",
               "directory.answer_invitation": "decliner", "directory.answer_group": "decliner",
               "directory.act_on_seat": "quitter", "directory.act_on_name": "cacher",
               "directory.rest_or_return": "desactiver", "directory.act_on_work": "monter",
               "directory.answer_delegation": "accepter", "directory.answer_claim": "accepter",
               "directory.decide_claim": "accepter", "questions.say": "note",
               "questions.step": "hide", "questions.act_on_body": "retirer",
               "questions.act_on_support": "arreter",
               "seminars.act_on_registration": "quitter", "seminars.step": "announce"}  # fmt: skip
    for rule in app.url_map.iter_rules():
        if "POST" not in rule.methods:
            continue
        values = {name: words.get(name, 1) for name in rule.arguments}
        if "act" in values:
            values["act"] = choices[rule.endpoint]
        path = app.url_map.bind("localhost").build(rule.endpoint, values, method="POST")
        assert reader.client.post(path).status_code == 400, path
