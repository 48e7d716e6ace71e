"""One word changed in a sentence: for another fact, or for a word that says the same."""

import pytest

from newsbot.paragraphs import repeats


def both(sentence, one, other):
    a, b = sentence.replace("…", one), sentence.replace("…", other)
    return repeats(a, b) or repeats(b, a)


@pytest.mark.parametrize(
    ("sentence", "one", "other"),
    [
        ("Le séisme a fait 30 … mardi à Derna.", "disparus", "morts"),
        ("La police enquête sur … de la joggeuse.", "la disparition", "le décès"),
        ("La banque a été … mardi à Genève.", "condamnée pour blanchiment", "blanchie"),
        ("… du président a été arrêté mardi à Tunis.", "Le conseiller", "L'avocat"),
        ("… du président a été arrêté mardi à Tunis.", "Un proche", "La famille"),
        ("… a rencontré le roi mardi à La Haye.", "Hollande", "Les Pays-Bas"),
        ("Le groupe a … trente ingénieurs mardi à Nantes.", "engagé", "lancé"),
        ("Trente … ont été blessés mardi à Kiev.", "bénévoles", "volontaires"),
        ("La … a été confirmée mardi par l'entreprise.", "fuite", "révélation"),
        ("L'équipe a … le trophée mardi à Oslo.", "reçu", "remporté"),
        ("Les otages ont été … mardi à Gaza.", "décapités", "égorgés"),
        ("Le ministre a été … mardi à Tunis.", "arrêté", "suspendu"),
        ("Les rebelles ont … les otages mardi à Goma.", "repris", "libérés"),
        ("L'incendie a été … mardi soir en Gironde.", "maîtrisé", "éteint"),
        ("… espagnole a été détruite mardi au Pérou.", "La colonie", "Le colon"),
        ("… de l'armée a été évacué mardi.", "L'équipage", "L'équipe"),
        ("… de Lens a fermé mardi.", "Le maire", "La mairie"),
        ("… du pays a été bloquée mardi.", "La capitale", "Le capital"),
        ("L'explosion a … douze ouvriers dans une usine de Gand.", "blessé", "tué"),
        ("Les députés ont … mardi la réforme des retraites.", "adopté", "examiné"),
        ("Le … a interdit tout rassemblement jusqu'à dimanche.", "gouverneur", "préfet"),
        ("… a touché la côte sud dans la nuit de vendredi à samedi.", "L'ouragan", "La tempête"),
        ("Les deux pays ont signé un … sur le partage des eaux.", "accord", "projet d'accord"),
        ("La ministre a annoncé … du concours de recrutement.", "la suspension", "l'annulation"),
        ("L'ancien maire a été … pour corruption à Lyon.", "mis en examen", "condamné"),
        ("Trois hommes ont été … après le braquage.", "placés en garde à vue", "écroués"),
        ("L'armée a mené … dans la région de Kharkiv.", "une contre-offensive", "une offensive"),
        ("Les … se joueront à Dakar le 12 février.", "demi-finales", "finales"),
        ("Il a remporté la finale en quatre … face à l'Espagnol.", "sets", "jeux"),
        ("Les … ont été installés dans un camp près de Goma.", "réfugiés", "déplacés"),
        ("La motion de censure a été … par l'opposition mardi.", "déposée", "votée"),
        ("Le … du président s'achèvera en mai.", "quinquennat", "septennat"),
        ("La panne a duré … dans tout le sud de l'île.", "48 heures", "24 heures"),
        ("L'audience a duré … mardi.", "un quart d'heure", "trois quarts d'heure"),
        ("Il a été condamné à … de prison ferme.", "deux ans", "dix-huit mois"),
        ("L'entreprise versera … d'euros aux victimes.", "deux millions et demi", "deux millions"),
        ("La ville compte … écoles publiques.", "septante-deux", "nonante-deux"),
        ("Le … a condamné le massacre.", "chef de l'ONU", "chef de l'Otan"),
        ("Le Conseil … a censuré trois articles de la loi.", "constitutionnel", "d'État"),
        ("L'équipe … a battu le Portugal mardi.", "de France", "de Belgique"),
        ("La centrale … a été mise à l'arrêt lundi.", "à charbon", "nucléaire"),
        ("Le site … a été fermé lundi par les autorités.", "nucléaire", "internet"),
        ("L'avion … s'est écrasé lundi près de Tabriz.", "militaire", "de ligne"),
        ("… présidentielle a débuté lundi au Ghana.", "La campagne", "L'élection"),
        ("L'Agence … du médicament a rendu un avis mardi.", "européenne", "nationale de sécurité"),
        ("La … appelle à la grève dans les hôpitaux du Québec.", "CSN", "FTQ"),
        ("Les fidèles ont célébré … à Dakar.", "l'Aïd el-Fitr", "l'Aïd el-Adha"),
        ("Le quartier est sans … depuis lundi matin.", "eau", "électricité"),
        ("Le conseil … a annoncé mardi les résultats.", "élu", "électoral"),
        ("L'armée … a détruit le dépôt mardi.", "française", "italienne"),
        ("Le maire a été … mardi.", "condamné", "critiqué"),
        ("L'avion russe a été … au-dessus de la Baltique.", "intercepté", "abattu"),
        ("Le suspect a été inculpé … mardi à Lyon.", "de meurtre", "d'assassinat"),
        ("Deux millions de personnes souffrent de la … au Yémen.", "faim", "famine"),
        ("L'île est soumise à un … depuis 1962.", "embargo", "blocus"),
        ("Le groupe a … sa filiale mardi.", "vendu", "mis en vente"),
    ],
)
def test_related_words_tell_different_facts(sentence, one, other):
    assert not both(sentence, one, other)


@pytest.mark.parametrize(
    ("sentence", "one", "other"),
    [
        ("Les hommes … à l'aube avec les bijoux.", "ont pris la fuite", "se sont enfuis"),
        ("Les malfrats sont entrés … d'une échelle.", "à l'aide", "au moyen"),
        ("Le Maroc s'est qualifié samedi pour ….", "les demi-finales", "le dernier carré"),
        ("La réunion a duré … à Genève.", "trois quarts d'heure", "45 minutes"),
        ("L'arrêt a duré … à Gand mercredi soir.", "un quart d'heure", "quinze minutes"),
        ("Le chantier coûtera … d'euros.", "deux milliards deux cents millions", "2,2 milliards"),
        ("Le … siècle fut celui des sciences à Bâle.", "XVIIe", "dix-septième"),
        ("… a suspendu ses activités à Khartoum lundi.", "MSF", "Médecins sans frontières"),
        (
            "… a envoyé trente observateurs en Moldavie.",
            "L'OSCE",
            "L'Organisation pour la sécurité et la coopération en Europe",
        ),
        ("La justice … a condamné le ministre à vingt ans de prison.", "gabonaise", "du Gabon"),
        ("… a fermé le point de passage mercredi.", "Israël", "L'État hébreu"),
        ("… ont censuré l'article 3 de la loi sur l'eau.", "Les Sages", "Le Conseil constitutionnel"),
        ("Le … de Liège a interdit la marche de samedi.", "bourgmestre", "maire"),
        ("Le champion du monde a … lundi à Oslo.", "mis un terme à sa carrière", "pris sa retraite"),
        ("Trois quartiers de la ville sont … depuis lundi.", "sans électricité", "sans courant"),
    ],
)
def test_words_of_the_news_stand_for_one_another(sentence, one, other):
    assert both(sentence, one, other)
