"""What counts as one word, however it is typed."""

import pytest

from univasso.core.french import STOP_WORDS, TOKEN, folded, forms, sort_key, stem


def words(text: str) -> set[str]:
    """The full words of a text, grammar left out."""
    found = {word for token in TOKEN.findall(text) for place in forms(token) for word in place}
    return found - STOP_WORDS


def stems(text: str) -> set[str]:
    return {stem(word) for word in words(text)}


def test_accents_ligatures_and_capitals_are_put_aside():
    assert folded("Œuvre À l’ÉTÉ") == "oeuvre a l'ete"
    assert folded("𝐀ssociation") == "association"


def test_a_dictionary_puts_accented_words_where_they_belong():
    assert sorted(["zoo", "école", "Étude", "d’eau"], key=sort_key) == [
        "d’eau",
        "école",
        "Étude",
        "zoo",
    ]


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ", "‘", "′"])
def test_elision_is_undone_with_any_apostrophe(apostrophe):
    typed = "l'association qu'elle dirige jusqu'aujourd'hui d'économie".replace("'", apostrophe)
    assert {"association", "dirige", "economie"} <= words(typed)
    assert not {"l", "qu", "d", "lassociation"} & words(typed)


@pytest.mark.parametrize(
    ("written", "masculine", "feminine"),
    [
        ("chercheur·euse·s", "chercheurs", "chercheuses"),
        ("chercheur.e.s", "chercheurs", "chercheures"),
        ("chercheur-euse-s", "chercheurs", "chercheuses"),
        ("acteur(rice)s", "acteurs", "actrices"),
        ("acteur•trice•s", "acteurs", "actrices"),
        ("agriculteur‧ice", "agriculteur", "agricultrice"),
        ("bénévol·es", "benevols", "benevoles"),
        ("salarié-e-s", "salaries", "salariees"),
        ("étudiant·es", "etudiants", "etudiantes"),
        ("adhérent(e)s", "adherents", "adherentes"),
        ("citoyen∙ne∙s", "citoyens", "citoyennes"),
        ("professionnel-le-s", "professionnels", "professionnelles"),
        ("nombreux·ses", "nombreux", "nombreuses"),
        ("sportif·ive·s", "sportifs", "sportives"),
        ("conseiller·ère·s", "conseillers", "conseilleres"),
        ("lecteurs·lectrices", "lecteurs", "lectrices"),
        ("maître·esse·s", "maitres", "maitresses"),
        ("ÉTUDIANT·E·S", "etudiants", "etudiantes"),
    ],
)
def test_inclusive_writing_stands_for_both_full_words(written, masculine, feminine):
    assert TOKEN.findall(f"Des {written}, ici.") == ["Des", written, "ici"]
    assert forms(written) == ((masculine, feminine),)


@pytest.mark.parametrize("typed", ["rendez-vous", "donne-le", "porte-parole", "M.Dupont", "a/b"])
def test_ordinary_joints_are_not_taken_for_inclusive_writing(typed):
    assert len(forms(typed)) == 2


def test_a_compound_is_found_written_in_one_word_too():
    assert words("co-construction") == {"co", "construction", "coconstruction"}


@pytest.mark.parametrize(
    "family",
    [
        "travail travaux",
        "social sociaux sociale sociales",
        "chercheur chercheuse chercheurs chercheuses chercheure chercheur·e chercheur·euse·s",
        "acteur actrice acteurs actrices acteur(rice)s",
        "salarié salariée salariés salariées salarie salarié·e·s",
        "français française françaises",
        "heureux heureuse heureuses",
        "citoyen citoyenne citoyens citoyennes citoyen·ne·s",
        "actif active actifs actives",
        "infirmier infirmière infirmières",
        "public publique publics publiques",
        "bénévole bénévoles benevole bénévol·es",
        "jeu jeux",
        "réseau réseaux",
        "nouveau nouvelle nouveaux nouvelles",
        "étude étude études e\u0301tude",
        "précis précise précises",
        "cœur coeurs",
    ],
)
def test_number_gender_and_accents_lead_to_one_stem(family):
    assert len(set.intersection(*(stems(word) for word in family.split()))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("port", "porteur"), ("cause", "cas"), ("fin", "faim"), ("thèse", "thé"), ("mission", "mise")],
)
def test_different_words_stay_apart(one, other):
    assert stems(one) != stems(other)


def test_invisible_characters_inside_a_word_do_not_cut_it():
    assert words("asso\u00adcia\u200btion") == {"association"}
