"""Lines of the site, told by their words: links to other articles, newsletters, cookies, paywalls, sharing."""

from __future__ import annotations

import re

from newsbot.paragraphs.wording import wording

LONGEST = 400
_QUOTED = ("«", "“", '"', "„")

_ELSEWHERE = (
    r"(?:article|newsletter|lettre|infolettre|chaine|appli|application|podcast|emission|page|compte|alerte|reseaux|"
    r"abonne|offre|edition|journal|presse|don|redaction|site|direct|actu|actualite|info|information|whatsapp|"
    r"facebook|instagram|twitter|x|youtube|telegram|tiktok|linkedin|google|dossier|replay|video|kiosque|contenu)s?"
)
_LINE = re.compile(
    "|".join((
        # links to other articles
        r"^(?:(?:a|et) )?(?:lire|relire|voir|revoir|ecouter|reecouter|decouvrir|regarder|consulter)"
        r" (?:aussi|egalement|encore|par ailleurs|notre|nos|la suite|l article|ici|plus|sur le meme sujet)\b",
        r"^(?:a|pour) (?:lire|voir|ecouter|decouvrir|relire)$",
        r"^(?:lisez|voyez|ecoutez|regardez|retrouvez|decouvrez|consultez|relisez) (?:aussi|egalement|ici|tous nos|nos|notre)\b",
        r"^(?:articles?|sujets?|contenus?|dossiers?) (?:lies?|similaires?|connexes?|associes?|recommandes?|relatifs)\b",
        r"^(?:sur le|dans la|du) meme (?:sujet|theme|rubrique|dossier|auteur)s?\b",
        r"^(?:les )?(?:articles |plus )?(?:les )?plus (?:lus?|consultes?|partages?|populaires)\b",
        r"^(?:la redaction|nous|notre redaction) vous (?:conseille|recommande|propose|suggere|invite)",
        r"^(?:related|recommended|similar|popular|latest|trending) (?:articles?|posts?|stories|news|content|topics|reads?)$",
        r"^(?:you (?:may|might) (?:also )?(?:like|enjoy)|read (?:more|also|next|the full)|see also|also read|most read"
        r"|more (?:from|on|stories)|keep reading|continue reading|don t miss)\b",
        r"^(?:a la une|en continu|le fil (?:info|actu)|nos (?:dernieres|autres) (?:articles|infos|videos))$",
        # newsletters, networks, applications
        rf"^(?:suivez|rejoignez|retrouvez|telechargez|recevez|ecoutez|activez|installez|likez|partagez|decouvrez"
        rf"|soutenez|aidez|faites|visitez|consultez|regardez|cliquez|ajoutez|testez|offrez|profitez|participez) .*\b{_ELSEWHERE}\b",
        r"^(?:suivez|rejoignez|retrouvez|contactez|soutenez|ecrivez|aidez) nous\b",
        r"^(?:abonnez|inscrivez|connectez|identifiez|enregistrez|desabonnez) vous\b",
        r"^(?:s )?(?:abonner|inscrire|connecter|identifier|desabonner)(?: (?:a|au|aux|maintenant|gratuitement|pour)\b|$)",
        r"^(?:je m abonne|je m inscris|deja (?:abonne|inscrit|un compte)|pas encore (?:abonne|inscrit)|se connecter"
        r"|creer (?:un|mon|votre) compte|mot de passe oublie)",
        r"^(?:follow|join|like|download|subscribe|sign up|sign in|log in|register|share|get) (?:us|our|to|for|this|now|on|here|in)\b",
        r"^(?:subscribe|newsletter|share|tweet|email|print|comments?|login|search|menu)$",
        r"^(?:partager|tweeter|imprimer|envoyer|enregistrer|sauvegarder|copier|commenter|offrir|ecouter)"
        r"(?: (?:cet|l|le|ce|un|sur|par|via|a un|lien).*)?$",
        r"^(?:partage|partagez)(?: (?:sur|cet|l|via).*)?$",
        r"^(?:(?:facebook|twitter|x|whatsapp|linkedin|pinterest|reddit|telegram|messenger|e ?mail|mail|imprimer|print|"
        r"instagram|youtube|tiktok|copier le lien|copy link|bluesky|threads) ?)+$",
        r"\b(?:notre|nos) (?:newsletters?|infolettres?|lettres? d information)\b",
        # cookies and consent
        r"\b(?:utilise|utilisons|utilisent|deposer|deposons|acceptez|accepter|refuser|parametrer|gerer)"
        r"(?: \w+){0,3} (?:cookies|traceurs)\b",
        r"\b(?:uses?|using|accept|reject|manage|our) (?:\w+ ){0,2}cookies\b",
        r"^nous et nos (?:\d+ )?partenaires\b|\ben (?:poursuivant|continuant) (?:votre|la|a) (?:navigation|naviguer|utiliser)\b",
        r"^(?:tout )?(?:accepter|refuser)(?: (?:et|tout|&).*)?$|^(?:gerer|personnaliser|parametrer) (?:mes|vos|les|le|la) \w+$",
        r"^(?:continuer sans accepter|politique de confidentialite|mentions legales|conditions generales\b.*|privacy policy"
        r"|terms of (?:use|service)|cookie (?:policy|settings))$",
        r"\byou can (?:opt out|unsubscribe)\b|\bby continuing to (?:use|browse)\b",
        # paywalls
        r"\b(?:reserve|reservee|reserves|reservees|accessible|accessibles) (?:uniquement )?(?:a|aux) (?:nos )?(?:abonne|lecteurs abonne)",
        r"^il vous reste \d+(?:[.,]\d+)? ?%|\bvous reste \d+ % (?:de cet article )?a (?:lire|decouvrir)",
        r"^(?:la suite (?:est|de cet|apres)|pour (?:lire|acceder|continuer|poursuivre|profiter)\b.*\babonn)",
        r"^(?:cet article|ce contenu|article|contenu|video) (?:est |reserve|premium|payant|abonne)",
        r"^this (?:article|content|story) is (?:reserved|for|only)\b|\bfor subscribers only\b",
        # rights, credits of the site, advertisement, comments
        r"\btous droits reserves\b|\breproduction interdite\b|\ball rights reserved\b|^copyright\b",
        r"^(?:publicite|annonce|sponsorise|advertisement|sponsored|partenaire|contenu (?:sponsorise|partenaire)|publi ?reportage)"
        r"(?: .{0,60})?$",
        r"\bapres (?:cette|la) publicite\b",
        r"^(?:une|vous avez (?:vu|repere|trouve|remarque) une) (?:erreur|faute|coquille)\b.*",
        r"^(?:vous (?:souhaitez|voulez|avez)|envie de) (?:reagir|commenter|nous|une info)\b",
        r"^(?:laisser|ajouter|poster|ecrire|publier|voir) (?:un|les|votre|le|tous les) commentaires?\b",
        r"^(?:(?:\d+|aucun|soyez le premier a|les) )?(?:commentaires?|comments?|commenter|reactions?)(?: (?:sont|a|sur|\d+).*)?$",
        r"\bfaites un don\b|^(?:je )?(?:fais|faire) un don\b|^donate\b",
    ))
)  # fmt: skip


def boilerplate(text: str) -> bool:
    """Whether the line is the site's by its own words; a quotation never is."""
    return (
        len(text) <= LONGEST
        and not text.lstrip().startswith(_QUOTED)
        and _LINE.search(wording(text).key) is not None
    )
