import pytest

from newsbot.paragraphs.boilerplate import boilerplate


@pytest.mark.parametrize(
    "line",
    [
        "Lire aussi : Le Sénat adopte la loi",
        "À LIRE AUSSI – Le Sénat adopte la loi",
        "Voir également notre dossier",
        "Suivez-nous sur Facebook et Instagram",
        "Abonnez-vous à partir de 1 € par mois",
        "Inscrivez-vous à notre newsletter pour ne rien manquer.",
        "Rejoignez notre chaîne WhatsApp",
        "Partager cet article",
        "Facebook Twitter WhatsApp",
        "Cet article est réservé aux abonnés. Il vous reste 75 % à lire.",
        "Déjà abonné ? Connectez-vous",
        "Ce site utilise des cookies pour améliorer votre expérience.",
        "Nous et nos partenaires stockons des informations sur votre appareil.",
        "This website uses cookies to improve your experience. We'll assume you're ok with this.",
        "Related Articles",
        "Read more",
        "Sign up for our newsletter",
        "Publicité",
        "La suite après cette publicité",
        "Tous droits réservés",
        "Une erreur dans cet article ? Signalez-la.",
        "La rédaction vous conseille",
        "Vous avez une information à nous transmettre ? Écrivez à la rédaction.",
    ],
)
def test_lines_of_the_site(line):
    assert boilerplate(line)


@pytest.mark.parametrize(
    "text",
    [
        "La publicité pour le tabac sera interdite à partir de janvier.",
        "La CNIL a condamné le groupe pour avoir déposé des traceurs sans consentement sur son site.",
        "Il lira aussi un message aux familles des victimes.",
        "« Abonnez-vous ! », lance le vendeur de journaux aux passants.",
        "Le journal compte 12 000 abonnés, dont la moitié à l'étranger.",
        "Voir Naples et mourir, disait le poète.",
        "Partager le pouvoir reste difficile pour les deux hommes.",
        "Les droits réservés aux réfugiés par la convention de 1951 sont contestés.",
    ],
)
def test_text_of_an_article(text):
    assert not boilerplate(text)
