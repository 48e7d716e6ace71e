"""Lines of the site, told by their words: links to articles, newsletters, cookies, paywalls, sharing."""

from __future__ import annotations

import re

from newsbot.paragraphs.wording import wording

LONGEST = 400
_QUOTED = ("«", "»", "“", "”", '"', "„")

_OURS = (
    r"(?:article|newsletter|lettre|infolettre|chaine|appli|application|podcast|emission|page|compte|alerte|reseaux|"
    r"abonne|offre|edition|journal|presse|don|redaction|site|direct|actu|actualite|info|information|whatsapp|"
    r"facebook|instagram|twitter|youtube|telegram|tiktok|linkedin|google|dossier|replay|video|kiosque|contenu)s?"
)
# what a line of the site begins with; patterns are matched against words without accents and punctuation
_HEAD = re.compile(
    "(?:" + "|".join((
        # links to other articles
        r"(?:(?:a|et) )?(?:lire|relire|voir|revoir|ecouter|reecouter|decouvrir|regarder|consulter)"
        r" (?:aussi|egalement|encore|par ailleurs|notre|nos|la suite|l article|ici|plus|sur le meme sujet)\b",
        r"(?:a|pour) (?:lire|voir|ecouter|decouvrir|relire)$",
        r"(?:lisez|voyez|ecoutez|regardez|retrouvez|decouvrez|consultez|relisez)"
        r" (?:aussi|egalement|ici|tous nos|nos|notre)\b",
        r"(?:articles?|sujets?|contenus?|dossiers?)"
        r" (?:lies?|similaires?|connexes?|associes?|recommandes?|relatifs)\b",
        r"(?:sur le|dans la|du) meme (?:sujet|theme|rubrique|dossier|auteur)$",
        r"(?:les )?(?:articles )?(?:les )?plus (?:lus?|consultes?|partages?|populaires)$",
        r"(?:la redaction|notre redaction|nous) vous (?:conseille|recommande|propose|suggere|invite)",
        r"(?:related|recommended|similar|popular|latest|trending)"
        r" (?:articles?|posts?|stories|news|content|topics)$",
        r"(?:you (?:may|might) (?:also )?(?:like|enjoy)|read (?:more|also|next|the full)|see also|also read"
        r"|most read|more (?:from|on|stories)|keep reading|continue reading|don t miss)\b",
        r"(?:a la une|en continu|le fil (?:info|actu)|nos (?:dernieres|autres) (?:articles|infos|videos))$",
        # newsletters, networks, applications, sharing
        r"(?:suivez|rejoignez|retrouvez|telechargez|recevez|ecoutez|activez|installez|likez|partagez|decouvrez|soutenez"
        r"|aidez|faites|visitez|consultez|regardez|cliquez|ajoutez|testez|offrez|profitez|participez)"
        rf" .*\b{_OURS}\b",
        r"(?:suivez|rejoignez|retrouvez|contactez|soutenez|ecrivez|aidez) nous\b",
        r"(?:abonnez|inscrivez|connectez|identifiez|enregistrez|desabonnez) vous\b",
        r"(?:s )?(?:abonner|inscrire|connecter|identifier|desabonner)"
        r"(?: (?:a|au|aux|maintenant|gratuitement|pour)\b|$)",
        r"(?:je m abonne|je m inscris|deja (?:abonne|inscrit|un compte)|pas encore (?:abonne|inscrit)"
        r"|se connecter|creer (?:un|mon|votre) compte|mot de passe oublie)",
        r"(?:follow|join|like|download|subscribe|sign up|sign in|log in|register|share|get)"
        r" (?:us|our|to|for|this|now|on|here|in)\b",
        r"(?:subscribe|newsletter|share|tweet|email|print|comments?|login|search|menu)$",
        r"(?:partager|tweeter|imprimer|envoyer|enregistrer|sauvegarder|copier|commenter|offrir|ecouter)"
        r"(?: (?:cet|l|le|ce|un) (?:article|lien|page|podcast)\b.*| (?:sur|par|via)\b.*)?$",
        r"(?:partage|partagez)(?: (?:sur|cet|l|via)\b.*)?$",
        r"(?:(?:facebook|twitter|x|whatsapp|linkedin|pinterest|reddit|telegram|messenger|e ?mail|mail"
        r"|imprimer|print|instagram|youtube|tiktok|copier le lien|copy link|bluesky|threads)(?: |$))+$",
        # cookies and consent
        r"nous et nos (?:\d+ )?partenaires\b",
        r"(?:tout )?(?:accepter|refuser)(?: (?:et|tout)\b.*)?$",
        r"(?:gerer|personnaliser|parametrer) (?:mes|vos|les) \w+$",
        r"(?:continuer sans accepter|politique de confidentialite|mentions legales|conditions generales\b.*"
        r"|privacy policy|terms of (?:use|service)|cookie (?:policy|settings))$",
        # paywalls
        r"il vous reste \d+(?:[.,]\d+)? ?%|il vous reste .* (?:a lire|a decouvrir)$",
        r"(?:la suite (?:est reservee|de cet article)"
        r"|pour (?:lire|acceder|continuer|poursuivre|profiter)\b.*\babonn)",
        r"(?:cet article|ce contenu|article|contenu|video) (?:est )?(?:reservee?|premium|payant|abonne)",
        r"this (?:article|content|story) is (?:reserved|for|only)\b",
        # rights, advertisement, comments, gifts
        r"copyright\b|(?:publicite|advertisement|annonce|sponsored|sponsorise|publireportage"
        r"|contenu (?:sponsorise|partenaire))(?: (?:votre|la suite|l article|continue).*)?$",
        r"(?:une|vous avez (?:vu|repere|trouve|remarque|releve) une) (?:erreur|faute|coquille)\b",
        r"(?:vous (?:souhaitez|voulez)|envie de) (?:reagir|commenter|nous|une info)\b",
        r"vous avez (?:une|des) (?:infos?|informations?|temoignages?) a (?:nous )?(?:transmettre|partager)\b",
        r"(?:laisser|ajouter|poster|ecrire|publier|voir) (?:un|les|votre|le|tous les) commentaires?\b",
        r"(?:(?:\d+|aucun|soyez le premier a|les) )?(?:commentaires?|comments?|commenter|reactions?)"
        r"(?: (?:sont fermes|\d+).*)?$",
        r"faites un don\b|(?:je )?(?:fais|faire) un don\b|donate\b",
    )) + ")"
)  # fmt: skip
# all words that it may begin with, and more, since most paragraphs begin with none of them
_FIRST = frozenset(re.findall("[a-z]+", _HEAD.pattern + re.sub(r".\?", "", _HEAD.pattern)))
# and what it has anywhere in it
_WITHIN = re.compile("|".join((
    r"\b(?:notre|nos) (?:newsletters?|infolettres?|lettres? d information)\b",
    r"\b(?:utilise|utilisons|utilisent|deposer|deposons|acceptez|accepter|refuser|parametrer|gerer)"
    r"(?: \w+){0,3} (?:cookies|traceurs)\b",
    r"\b(?:uses?|using|accept|reject|manage|our) (?:\w+ ){0,2}cookies\b",
    r"\ben (?:poursuivant|continuant) (?:votre|la|a) (?:navigation|naviguer|utiliser)\b",
    r"\b(?:reserve|accessible)e?s? (?:uniquement )?(?:a|aux) (?:nos )?(?:lecteurs )?abonne",
    r"\btous droits reserves\b|\breproduction interdite\b|\ball rights reserved\b|\bfor subscribers only\b",
    r"\bapres (?:cette|la) publicite\b|\bcontinue (?:apres|sous) (?:cette|la) publicite\b|\bfaites un don\b",
    r"\byou can (?:opt out|unsubscribe)\b|\bby continuing to (?:use|browse)\b",
)))  # fmt: skip
_WORDS = {
    "newsletter", "newsletters", "infolettre", "infolettres", "lettre", "lettres", "cookies",
    "traceurs", "navigation", "naviguer", "utiliser", "abonne", "abonnes", "abonnee", "abonnees",
    "reserves", "reproduction", "reserved", "subscribers", "publicite", "don", "opt", "unsubscribe",
    "continuing",
}  # fmt: skip


def boilerplate(text: str) -> bool:
    """Whether the line is the site's by its own words; what quotes someone never is."""
    if len(text) > LONGEST or (text.lstrip().startswith(_QUOTED) and not text.rstrip().endswith(_QUOTED)):
        return False
    _, key, telling = wording(text)
    if (key.split(" ", 1)[0] in _FIRST or key[:1].isdigit()) and _HEAD.match(key):
        return True
    return not telling.isdisjoint(_WORDS) and _WITHIN.search(key) is not None
