"""Lines of the site, told by their words: links to articles, newsletters, cookies, paywalls, sharing.

Such a line is one of five things: a label, made of nothing but the words of buttons, menus and credits; a
label and the title it leads to ('À lire aussi : …'); a signature ('La rédaction avec AFP'); what the reader
is asked to do with a thing of the site's ('Rejoignez notre chaîne WhatsApp'); a statement that only a site
makes ('Il vous reste 60 % de cet article à lire'). The last two are found within a clause, and what stands
beside must not be news. What a line has in quotation marks is someone else's and is not read. Patterns are
matched against words without accents and punctuation, but those of signatures, `_ALSO`, `_SAID` and `_HEADED`
against the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Set as AbstractSet
from functools import cache

from newsbot.paragraphs.wording import folded, split, wording
from newsbot.text import AGENCY

LONGEST = 400
SHORT = 90  # characters of a label with its title, or of a signature
_QUOTATION = re.compile(r"«[^»]*»?|[“„][^”]*”?|\"[^\"]*\"?")


def _words(pattern: str) -> frozenset[str]:
    """The words that a pattern is made of, with and without their optional letters."""
    return frozenset(re.findall("[a-z]+", pattern) + re.findall("[a-z]+", re.sub(r"[a-z]\?", "", pattern)))


# A label is made of names of agencies and networks, or has one of these words or phrases,
_NAMES = _words("""
    afp ansa ats awp belga dpa efe keystone reuters tass upi xinhua
    bluesky facebook instagram linkedin messenger pinterest reddit snapchat telegram threads tiktok twitter
    whatsapp youtube
""")
_BUTTONS = _words("""
    abonne abonner abonnes abonnez cliquer cliquez commentaires commenter commentez connecte connecter
    connectez consulter consultez decouvrez deverrouillez ecouter ecoutez identifiez imprimer infolettres?
    inscrivez lire lisez newsletters? parametrer partager partagez personnaliser podcast pub publicite
    publireportage reagir reagissez redaction reecouter reecoutez regarder regardez rejoignez relire relisez
    replay retrouvez reutiliser revivez revoir revoyez signaler signalez sommaire sponsorises? suivez
    telecharger telechargez tweeter voir voyez
    advertisement comments download follow login menu print read search share sponsored subscribe tweet
""")
_PHRASES = re.compile(r"\b(?:" + "|".join((
    r"(?:en|le) direct$|(?:mon|un|l) abonnement (?:numerique|sans)",
    r"(?:article|page)s? (?:precedente?|suivante?|premium|offert)|(?:haut|bas) de (?:la )?page|plan du site",
    r"(?:articles?|themes|sujets|contenus|dossiers) (?:lies?|associes?|similaires?|connexes?|recommandes?)",
    r"memes? (?:sujets?|themes?|rubrique|dossier|auteur)|en savoir plus|aller plus loin|approfondir",
    r"^annonces?$|^fermer$|^tous les articles$|vous (?:aimerez|pourriez|interesser|plaire)",
    r"plus (?:lus?|vus?|consultes?|partages?|commentes?|populaires?)",
    r"plus (?:d |de )?(?:infos?|informations?|articles)|tags?|mots cles|a la une|en continu",
    r"dans cet article|retour (?:a|en haut)|(?:mon|votre|un) compte|mot de passe",
    r"notre (?:analyse|direct|dossier|enquete|live|podcast|reportage|selection)",
    r"ne (?:pas|rien|plus rien)|(?:temps|duree) de lecture|(?:min|minutes) (?:de lecture|read)|lecture \d+",
    r"(?:lecture|version) audio|voix de",
    r"(?:copier|enregistrer|sauvegarder|envoyer|offrir) (?:le|cet|l|a un|par|pour|dans)",
    r"ajouter (?:a|aux|comme)|(?:tout|et) (?:accepter|refuser)|(?:accepter|refuser) (?:et|tout|les)",
    r"sans accepter|j (?:accepte|en profite)",
    r"(?:gerer|gestion des|mes|vos) (?:cookies|preferences|choix|consentements)",
    r"(?:activer|recevoir) (?:les|des|nos) \w+|(?:fermer|passer|masquer) l annonce",
    r"afficher (?:plus|moins|le)|chargement|continuer (?:la|ma|votre)|app store|le fil (?:info|actu)",
    r"(?:dernieres?|autres) (?:infos?|articles|videos|actualites)|^e ?mail$|premier mois|sans engagement",
    r"mentions legales|conditions generales|(?:politique|charte) (?:de|des|relative)",
    r"(?:photo|image)s? d (?:illustration|archives?)|(?:mis a jour|publie|modifie) (?:le|a|hier)",
    r"nous (?:contacter|recommandons)|(?:m|s|deja|encore) (?:inscrire|inscrit?s?|identifier)|contactez",
    r"votre (?:adresse|e ?mail|courriel)|un don",
    r"(?:contenu|article|video)s? (?:partenaire|payant|abonne|reserve)e?|propos recueillis|droits reserves",
    r"avec (?:les )?agences?",
    r"(?:laissez|laisser|ajouter|ecrire|poster|publier|aucun|\d+|votre) (?:un )?(?:commentaires?|reponse)",
    r"presse canadienne|agence france presse|associated press",
    r"(?:related|recommended|similar|popular|latest|trending|more) (?:articles?|posts|stories|news|topics)",
    r"sign (?:in|up)|log in|click here|(?:accept|reject) all|leave a|copy link|don t miss|more from|donate",
    r"listen to|skip to|see (?:also|more)|terms of|you (?:may|might) (?:also )?like",
    r"(?:privacy|cookie) (?:policy|settings)|(?:most|keep|continue) (?:read|reading)",
)) + r")\b")  # fmt: skip
# and otherwise only these.
_KNOWN = _BUTTONS | _NAMES | _words(_PHRASES.pattern) | _words("""
    a ai au aux avec c ce ces cet cette d dans de des du en encore et ici j je l la le les leur ma me mes mon
    ne nos notre nous on ou par pas plus pour puis que s sa sans se ses son sur tous tout toute toutes un une
    via vos votre vous y
    accueil actu afficher aimer alertes? amis? applis? applications? archives article aussi auteur boite carte
    chaine commentaire communique complet compte confidentialite connexion contenus? courriel cours creer
    creez credits? deja dessin disponible dossiers? dr ecrans? edition egalement emission enquete entretien
    episode erreur essentiel estime eur exclusif faire faites faute favoris fenetre fil flux google
    gratuitement h heures illimitee illustration info infographie inscription inscrire integrale integralite
    interview jour journal l lecteurs lecture lettre lien live loin magazine mail manquer manquez masquer
    matin messagerie mn moins navigation notifications nouvelle numerique offres? original orthographe oublie
    papier partenaire play possible pourraient preferee presente publicitaire quotidienne radio ratez rapide
    reactions redige reseaux reservee? reserves serie service site sociaux soir sources? suggestion suite
    suivre sujet synthese tard theme titre tv unique use utilisation videos? web x
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
    about all and apps? available by content daily email for free from full get how link main next now on our
    page post previous reply story the this to up us view watch with your
""") | {"%", "?"}  # fmt: skip
_HEADED = re.compile(r"([^:|>–—,]{4,50}?) ?(?:[:|>–—]| - )")
_READ = r"(?:(?:a|et|re) )?(?:re)?(?:lire|voir|ecouter|regarder|decouvrir)"
_LEADING = re.compile(
    rf"(?:{_READ}|lisez|read|notre|nos|pour|en savoir|sur le meme|dans la meme|sujets?|articles?|themes?"
    r"|tags?|mots|related|more|vous|ces)\b"
)
# A title or a thing of the site's comes next: 'Lire aussi Un titre', but not 'Lire aussi vite'.
_ALSO = re.compile(
    r"\W*(?:sur (?:ce|le même) sujet,? )?(?:(?:[àa]|et|re) ?)?"
    r"(?:lire|lisez|voir|[ée]couter|regarder|d[ée]couvrir)"
    r"\s(?:aussi|[ée]galement|encore|par ailleurs)"
    r"(?:\W*$|,?\s*(?:[.:>|»–—→-]|(?-i:[A-ZÀ-ÖØ-Þ\d])|sur [^:.,]{2,20}:"
    r"|(?:notre |nos |l['’]|l[ae] )(?:analyse|article|dossier|enqu[êe]te|entretien|interview|reportage)s?\b))"
    r"|(?:read (?:more|also|next)|see also|also read)\b",
    re.IGNORECASE,
)

# A signature has no other words in lower case,
_OTHER_WORD = re.compile(
    r"\b(?!(?:à|afp|ats|avec|belga|canadienne|de?|des|du|et|les?|la?|nos|notre|par|photos?|sources?"
    r"|correspondante?s?|envoyée?s?|permanente?s?|spéciale?s?|spéciaux)\b)[a-zà-ÿ]"
)
# and an agency at its end, a correspondent or a credit; or it is initials, 'ab/cd'.
_AGENCY = rf"(?:{AGENCY}|Agence \w+)"
_SIGNED = re.compile(
    rf"(?:\bavec (?:l['’])?|\b[Ss]ources? ?: |(?:[^\WA-Z_]|[A-Z]{{4}}|\))(?:,| ?[/|–-]) ?)"
    rf"{_AGENCY}(?:(?:,| et|[/-]| avec|) ?{_AGENCY})*\W*$"
    rf"|\((?:avec|source ?:?) [A-Z]{{2,6}}\)|^\W*{_AGENCY} ?[/-]"
    r"|^\W*(?:[Pp]ar |[Dd]e )?[Nn](?:otre|os) (?:env|corr)"
    rf"|^\W*(?:[Cc]rédits?(?: [Pp]hotos?)?|[Pp]hotos?|Illustration|Image|Dessin)?"
    rf" ?(?::(?! ?[a-zà-ÿ])|(?:©|\([Cc]\)|[Cc]opyright)(?=.*\w\W+\w)|©? ?{_AGENCY}\W*$)"
)
_INITIALS = re.compile("[a-z]{2,4}(?:[/-][a-z]{2,4})*/[a-z]{2,4}")

# What the reader is asked: verbs, and the thing of the site's that comes later.
_NETWORKS = (
    r"(?:facebook|instagram|twitter|linkedin|whatsapp|telegram|tiktok|youtube|bluesky|reseaux sociaux)"
)
_OURS = (
    r"(?:(?:cet|cette) (?:article|edition|emission|enquete|episode|newsletter|page|podcast|video)"
    r"|(?:notre|nos)(?: \w+){0,3}? (?:abonnements?|alertes?|analyses?|applis?|applications?"
    r"|articles?|chaine|compte|contenus?|decryptages?|direct|dossiers?|edition|emissions?|enquetes?"
    r"|entretiens?|episodes?|infolettres?|interviews?|journal|lettres?|live|newsletters?|offres?|pages?"
    r"|podcasts?|portraits?|presse|redaction|reportages?|rubrique|selection|series?|site|videos?))"
)
_ASKED = (
    ("(?:suivez|suivre|rejoignez|rejoindre|retrouvez|likez|ajoutez)(?! (?:s(?:a|es|on)|leurs?) )",
     rf"(?:{_NETWORKS}|google|chaine|l (?:actu|info)\w*|en direct$|{_OURS})\b"),
    ("(?:suivez|rejoignez|retrouvez|contactez|ecrivez) nous|abonnez vous|temoignez", ""),
    ("lisez|relisez|consultez|decouvrez|retrouvez|ecoutez|ecouter|reecoutez|regardez|revivez|revoir|voyez|visitez"
     "|lire|relire|consulter|cliquez|cliquer",
     rf"(?:{_OURS}|ici|tous nos|toutes nos|podcasts?|replay|le direct|en direct"
     r"|la suite(?:$| sur| de (?:cet|l) article)"
     r"|l (?:article|emission|episode|image|integralite))\b"),
    ("(?:inscrivez|connectez|identifiez|desabonnez) vous|recevez|recevoir",
     rf"(?:newsletters?|infolettres?|lettre d info\w*|commenter|boite mail|{_OURS}|(?:nos|les) alertes"
     r"|l (?:actu\w*|info|essentiel)|les dernieres (?:infos|nouvelles)|le meilleur d[eu])\b"),
    ("telechargez|telecharger|installez|installer|activez|activer",
     r"(?:notre|nos|appli|alertes|notifications|l application(?: \w+){0,3}(?:$| (?:pour|et|sur)))\b"),
    ("partagez|partager|envoyer|imprimer|offrez|recommandez",
     rf"(?:{_OURS}|l article(?! \d)|(?:par|sur) {_NETWORKS})\b"),
    ("reagissez|reagir|commentez|commenter|donnez|laissez|laisser|participez|postez|partagez",
     r"(?:votre (?:avis|opinion|commentaire)|vos (?:avis|commentaires)|un commentaire|cet article|l article"
     r"|dans les commentaires|la discussion)\b"),
    ("(?:envoyez|transmettez|adressez|signalez|dites|racontez|faites)(?: l[ea]s?)? nous",
     r"(?:$|(?:une?|vos|votre|par|sur|via|savoir|parvenir)\b)"),
    ("ecrivez|contactez|envoyez|signalez", r"(?:la|notre) redaction\b"),
    ("signalez|signaler|corriger", r"une (?:erreur|faute)(?:$| dans (?:cet|ce|l|le) (?:article|texte))"),
    ("soutenez|soutenir|aidez|financez", rf"(?:{_OURS}|(?:la|une) presse|(?:le|un) journalisme)\b"),
    ("faites", r"un don\b"),
    ("profitez|profiter|essayez|testez|offrez|beneficiez|souscrivez",
     r"(?:nos|notre|l|cette) (?:offre|abonnement)s?\b"),
    ("acceptez|accepter|refusez|gerez|gerer|parametrez|personnalisez|modifiez", r"(?:cookies|traceurs)\b"),
    ("follow|join|subscribe|sign up|register|download|share|get|support|click",
     r"(?:us(?: (?:on|via)|$)|our (?:app|channel|community|journalism|newsletters?|page|podcast|site|work)"
     r"|newsletters?|(?:here|now)(?:$| (?:for|to))|this (?:article|story|post)|the app)\b"),
)  # fmt: skip
# What only a site says: words, and what comes later.
_STATED = (
    ("ne (?:manquez|ratez)", r"(?:rien|une|aucune?)\b.*\b(?:actu\w*|infos?|newsletter|articles?|episode)\b"),
    ("^pour ne (?:plus )?rien (?:manquer|rater)", r"d(?:e|u|es) (?:(?:la?|nos|notre) )?\w+(?: \w+){0,4}$"),
    (r"^(?:cet?|cette) (?:article|billet|chronique|contenu|texte) (?:est|a ete)(?: \w+)?"
     " (?:parue?|publiee?|extraite?|tiree?|envoyee?)",
     r"(?:newsletters?|infolettres?|lettre d info\w*|notre (?:lettre|numero|hors serie|magazine|journal))\b"),
    ("redaction", r"vous (?:conseill|recommand|propos|sugger|invit)e"),
    ("(?:lecteurs|internautes) ont (?:aussi|egalement) (?:lu|aime|consulte)$", ""),
    ("restez (?:informe|connecte)e?s?(?=$| .*(?:actu|notre|nos))", ""),
    ("inscription a bien ete|lue? par une voix (?:artificielle|de synthese)", ""),
    ("(?:contient|contenir) des liens affilies|votre abonnement n autorise pas", ""),
    ("vous pouvez lire|lecture", r"(?:un seul article a la fois|en cours sur un autre)\b"),
    ("^cet article", r"(?:vous a (?:interesse|plu)|est republie a partir)\b"),
    ("vous pouvez(?: a tout moment)? vous (?:desinscrire|desabonner)", r"(?:moment|lien)\b"),
    ("a (?:retrouver|ecouter|voir|revoir|reecouter)",
     r"(?:replay|podcasts?|plateformes|notre (?:site|appli\w*))\b"),
    ("notre (?:appli|application|chaine|page)", r"(?:mobile|facebook|whatsapp|youtube)$"),
    ("chaque|essentiel|actu|actualite|redaction", r"votre boite (?:mail|de reception|courriel)\b"),
    ("direct|radio|podcasts?|emissions?", r"s ecoute(?:nt)? .*votre\b"),
    ("navigateur ne (?:prend|supporte|permet) pas|(?:veuillez|merci d) (?:activer|accepter|autoriser)", ""),
    (r"(?<!\bque )(?:nous|(?:ce|notre|cette) (?:site|contenu|video)|partenaires|vous (?:devez|avez|n avez)|we"
     r"|website)(?: \w+){0,3} (?:(?:utilis|depos)(?:e|ent|er|ons)|(?:accept|refus)er?|uses?)"
     r"(?: \w+){0,4} (?:cookies|traceurs)", ""),
    (r"(?:using|accept|manage|our)(?: \w+)? cookies", ""),
    (r"nos(?: \d+)? partenaires", r"(?:stock|utilis|trait|depos|acced)\w*ons\b"),
    ("modifier|retirer", r"(?:vos (?:choix|preferences)|votre consentement)\b"),
    ("vous acceptez", r"(?:l (?:utilisation|usage)|le depot|(?:nos|les) conditions|notre|la politique de)\b"),
    ("en (?:poursuivant|continuant)", r"(?:votre navigation|vous acceptez|(?:ce|notre) site)\b"),
    ("by continuing to (?:use|browse)|opt out|for subscribers only", ""),
    ("vous reste", r"(?:\d+ %(?:$| .*(?:lire|decouvrir|article))|\d+ articles?\b)"),
    ("vous avez lu", r"vos (?:\d+ )?articles\b"),
    ("(?:ce|cet|cette|l|la) (?:article|contenu|suite|video|podcast|audio|fonctionnalite|dossier|service)",
     r"(?:reserve|accessible|exclusi|offert)\w* (?:\w+ ){0,5}?abonne\w*\b(?! (?:aux?|[ad]|d[eu])\b)"),
    (r"cet article (?:vous )?est (?:offert|payant|gratuit)(?:$| par)", ""),
    (r"(?:deja|encore|etes)(?: \w+)? abonnee?(?= \?$)", ""),
    (r"pour (?:lire|acceder a|(?:continuer|poursuivre) (?:votre|la|sa) lecture)",
     r"(?:article|lecture|suite|contenu|integralite)\b.*(?:abonn|connectez|inscrivez|creez|identifiez)"),
    (r"(?:article|content|story) is (?:reserved|for|only)|(?:subscriber|member)(?= \?)", ""),
    (r"^(?:toute )?reproduction(?: (?:meme|totale|partielle|integrale|et|ou|diffusion|representation"
     r"|de (?:cet article|ce contenu)|est|strictement|formellement))* interdites?", ""),
    (r"tous droits(?:(?: et)? de \w+ion)*(?: \w+)? reserves|all rights reserved", ""),
    ("(?:apres|sous) (?:cette|la) publicite", ""),
    ("soyez", r"premiere? a (?:commenter|reagir|laisser un|donner votre avis|poster|publier)\b"),
    (r"commentaires? (?:sont|est) (?:fermes?|clos|moderes?|reserves? aux abonnes|en attente de moderation)"
     r"(?=$| (?:pour|sur) cet? | a (?:priori|posteriori))", ""),
    ("et vous qu en pensez vous|connectee? pour (?:commenter|publier)|your email address will not", ""),
    ("votre (?:adresse|e mail|email|courriel)", r"(?:ne sera (?:pas|jamais)|avec votre consentement)\b"),
    (r"^(?:publicite|advertisement)", r"(?:ci dessous|below)$"),
    ("(?:cette newsletter|notre application) est gratuite|nous respectons votre vie privee", ""),
    ("stay (?:informed|up to date|connected)|independent journalism|follow us|never miss a", ""),
    ("votre commentaire (?:sera|doit|a ete)", r"(?:modere|publie|soumis|valide|visible)\b"),
    ("merci de nous", r"(?:signaler|ecrire|contacter|envoyer|prevenir)\b"),
    (r"^une (?:erreur|faute|coquille)(?: \w+){0,3} dans (?:cet?|l) ?(?:article|texte)(?= \?$)", ""),
    (r"^vous avez (?:une|des) (?:infos?|informations?) a (?:nous )?\w+", ""),
    (r"(?:souhaitez|voulez|envie de) (?:nous|reagir|commenter|recevoir n\w+)", ""),
)  # fmt: skip
# One of these is in every line of both kinds, and most paragraphs have none.
_TELLING = _words(" ".join((_READ, "read see", *(first for first, _ in _ASKED + _STATED)))) - _words("""
    ailleurs attente autorise aux avez b cet chaque commenter contient cours dans date deja devez diffusion
    direct doit dossier droits du e ent er es ferme information informations integrale leurs? modere
    moment monde nos nous on ons ou page partielle permet pourraient pouvez prend que re refus recevoir
    representation reserve seul service sujet sujets texte totale une? up utiliser voix vous w x
""")


# What a text must have somewhere, and what one of its clauses must match.
_Patterns = dict[str, list[tuple[str, str]]]
_compiled = cache(re.compile)  # on first use: most lines are those of few sites


def _by_word(lines: tuple[tuple[str, str], ...], start: str) -> _Patterns:
    """The patterns of lines, given as first words and what comes later, by each of the first words."""
    found: _Patterns = defaultdict(list)
    for first, later in lines:
        words = rf"(?:{first})\b" + (later and rf".*?\b{later}")
        patterns = re.sub(r"[$^]", "", words), start + words
        for word in _words(first):
            found[word].append(patterns)
    return found


# an imperative may come late, 'Pour ne rien manquer, abonnez-vous'
_ASKING = _by_word(
    _ASKED,
    r"(?:^(?!.* (?:est|sont|devient|reste|coute|peut|n|ne) )"
    r"|\b(?=\w+(?:ez|tes)\b)(?<!\bvous )(?<!\bnous )(?<!\bne )(?<!\bque ))",
)
_STATING = _by_word(_STATED, r"\b")
_INFINITIVE = re.compile(r"\w+(?:er|re|ir)\b")
# What else the site says beside it is to the reader, of itself or in a word.
_ADDRESSING = re.compile(
    r"\b(?:vous|votre|vos|nous|notre|nos|you|your|we|our|(?!chez|assez)\w{2,}ez|champs obligatoires)\b"
    r"|^\w+(?: \w+)?(?: [?%])?$"
)
# Someone says it: ', lance le vendeur', ', nous a dit', ', scandent les étudiants', 'Le maire répète : '
_SAYING = (
    r"(?:di(?:t|sent|sai)|affirm|ajout|alert[ea]|annonc|assur|cha?nt|clam|confi[ea]|conseill|crain|cri[ea]"
    r"|d[ée]clar|demand|[ée]cri[tev]|estim|exhort|exig|expliqu|gliss|hurl|implor|insist|invit|ironis|juge|lanc"
    r"|mart[eè]l|ordonn|plaid|plaisant|pleur|post[ée]|pr[ée]vien|procl|prome|propos|raill|rappell|r[ée]clam|recommand|regrett"
    r"|r[ée]p[èé]t|r[ée]pond|reproch|r[ée]sum|scand|souffl|suppli|tonn|tweet)\w*(?<!ez)(?<!ons)(?<!tes)\b"
)
_SAID = re.compile(
    rf"[,:;?!] (?:[a-zà-ÿ]\w* |[a-z]')?(?:{_SAYING}|(?:a|ont|avai(?:en)?t|aurai(?:en)?t|selon)\b"
    r"|d'après |tel(?:le)? est |\w+-(?:t-)?(?:ils?|elles?|on)\b|s'(?:est|était) |se sont "
    r"|\w+(?<!em)(?<!mm)(?<!im)ent (?:l'|(?:une?|l[ae]|[dls]es) ))"
    rf"|(?<!vous )\b{_SAYING}(?: [\w']+){{0,3}} ?:|^(?:selon|d'après) "
)


def boilerplate(text: str) -> bool:
    """Whether the line is the site's by its own words; what quotes someone never is."""
    if len(text) > LONGEST:
        return False
    if not any(map(str.isalnum, text)):
        return True
    _, key, telling = wording(text)
    short, plain = len(text) <= SHORT, telling.isdisjoint(_TELLING)
    if plain and not short:
        return False
    if "«" in text or '"' in text or "“" in text or "„" in text:
        unquoted = _QUOTATION.sub(" ", text).strip()
        if not unquoted and not text.rstrip().endswith(("»", "”", '"')):
            return False
        text = unquoted or text
        key = wording(text).key
    if short and (_label(key) or _signature(text) or (_LEADING.match(key) and _leads(text))):
        return True
    if plain or not (_ALSO.match(text) or _speaks(text, key, telling)):
        return False
    return not _SAID.search(folded(text))


def _label(key: str) -> bool:
    """Whether all words are those of buttons, menus and credits."""
    words = key.split(" ")
    if not all(word in _KNOWN or word[:1].isdigit() for word in reversed(words)):
        return not key
    return not _BUTTONS.isdisjoint(words) or _NAMES.issuperset(words) or _PHRASES.search(key) is not None


def _leads(text: str) -> bool:
    """Whether a label comes first and the title of what it leads to next."""
    head = _HEADED.match(text)
    return head is not None and _label(wording(head[1]).key)


def _signature(text: str) -> bool:
    """Whether the line only names who wrote, drew or photographed, for an agency or the newsroom."""
    signed = _INITIALS.fullmatch if _OTHER_WORD.search(text) else _SIGNED.search
    return signed(text) is not None


def _speaks(text: str, key: str, telling: AbstractSet[str]) -> bool:
    """Whether a clause asks the reader something or says what only a site says, and no sentence tells news.

    A clause goes to the next colon or end of a sentence. Only its own sentence may have something before it.
    """
    asking, stating = _patterns(_ASKING, key, telling), _patterns(_STATING, key, telling)
    if not (asking or stating):
        return False
    found = False
    for sentence in split(folded(text)):
        of_site = addressing = False
        for clause in re.split(" ?[:;] ", sentence):
            key = wording(clause).key
            if _asks(clause, key, asking) or any(pattern.search(key) for pattern in stating):
                found = of_site = True
            else:
                addressing = _ADDRESSING.search(key) is not None or _label(key) or _signature(clause)
                if of_site and not addressing:
                    return False
        if not (of_site or addressing):
            return False
    return found


def _asks(text: str, key: str, patterns: AbstractSet[re.Pattern[str]]) -> bool:
    """Whether the reader is asked something: an infinitive, unlike an imperative, is so on a button only."""
    found = (pattern.search(key) for pattern in patterns)
    return any(asked and not (text.endswith(".") and _INFINITIVE.match(asked[0])) for asked in found)


def _patterns(by_word: _Patterns, key: str, telling: AbstractSet[str]) -> set[re.Pattern[str]]:
    """The patterns that a clause of `key` may match."""
    candidates = {patterns for word in telling & by_word.keys() for patterns in by_word[word]}
    return {_compiled(pattern) for anywhere, pattern in candidates if _compiled(anywhere).search(key)}
