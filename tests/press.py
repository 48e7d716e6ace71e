"""A small French press in a database: articles by slug, stored as a crawl stores them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from newsbot.items import ArticleItem, Paragraph, Visit
from newsbot.storage import Store

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2023, 1, 15, 12, tzinfo=UTC)

# slug; day; section; authors; headline; paragraphs parted by |
ARTICLES = """
sanctions; 2022-10-06 09:15; Europe; Claire Vasseur; Moscou de nouveau sanctionné par les Vingt-Sept; Les ambassadeurs ont validé un huitième train de mesures.|Trente-sept dignitaires sont visés, et le prix du baril plafonné.
embargo; 2022-10-03 18:40; Europe; Ana Belkacem, Claire Vasseur; L’embargo sur le brut russe divise l’Europe; Les sanctions européennes entreront en vigueur en décembre.|La Hongrie s’y oppose.
greffe; 2022-09-12 07:00; Santé; Ana Belkacem; Une greffe de cœur réussie à Lomé; L’opération a duré neuf heures.|Le chirurgien a salué le sang-froid de l’équipe.
musee; 2022-08-21 10:30; Culture; Paul Œrtel; Un musée rend vingt-six œuvres d'art au Bénin; Les œuvres, pillées en 1892, ont quitté Paris.|Le ministre a parlé d'un geste historique.
oeuvrer; 2022-07-02 12:00; Culture; Paul Œrtel; Le festival d’Oulan-Bator ouvre ses portes; Des steppes au théâtre : la troupe joue sous une yourte.
washington; 2022-09-30 23:30; Amériques; Éloïse N'Diaye; Les États-Unis renvoient leur ambassadeur; Washington a rappelé son représentant.|Le département d’Etat n’a pas commenté.
maison; 2022-09-30 18:21; Amériques; Éloïse N'Diaye; Aux Etats Unis, l'ouragan Ian laisse un paysage de ruines; La Floride compte ses morts.|« Nous reconstruirons », a promis le gouverneur.
refugies; 2022-11-14 08:05; Europe; Marie Dupont; Quatre mille réfugiés ukrainiens accueillis à Lyon; Des familles logent chez l’habitant.|Une réfugiée raconte son voyage.
paix; 2022-12-01 16:00; Europe; Marie Dupont; À Genève, des négociations de paix sans l’Ukraine; Les négociateurs ont parlé trois jours.|Kiev refuse tout cessez-le-feu dicté par Moscou.
treve; 2022-12-24 20:00; Moyen-Orient; Marie Dupont-Aignan; Le cessez-le-feu tient pour la nuit; Les canons se sont tus à la frontière.|Aucun tir n’a été entendu.
feu; 2022-08-10 14:00; Europe; Jean Le Goff; En Gironde, le feu ne cesse pas; Les pompiers luttent contre trois incendies.|Le vent attise les flammes.
journaux; 2022-06-18 06:00; Afrique; Sékou Traoré; Trois journaux fermés à Conakry; Le syndicat de la presse dénonce un coup de force.|Le principal journal du matin n'a pas paru.
chevaux; 2022-05-09 11:11; Asie; Lin Wei; Les chevaux de Przewalski reviennent en Mongolie; L’animal avait disparu des steppes.
cheval; 2022-05-10 11:11; Asie; Lin Wei; Un cheval échappé bloque le métro de Séoul; La bête a galopé une heure.
travaux; 2022-04-01 09:00; Afrique; Sékou Traoré; Le chantier du port de Dakar reprend; Les travaux avaient cessé en mars.|Dix mille emplois sont attendus.
election; 2022-10-30 22:00; Amériques; Éloïse N'Diaye; Lula élu président du Brésil; Le candidat de gauche l’emporte avec 50,9 % des voix.|Les électeurs ont voté dans le calme.
elues; 2022-10-31 10:00; Amériques; Ana Belkacem; Brésil : ces élues indigènes qui entrent au Congrès; Cinq femmes siégeront à Brasilia.
loi; 2022-11-20 08:00; Asie; Lin Wei; Séoul durcit sa loi sur le travail de nuit; Les députés ont tranché.
lois; 2022-11-21 08:00; Asie; Lin Wei; Les lois sur la presse contestées à Bangkok; Des étudiants ont manifesté.
manif; 2022-09-22 17:45; Moyen-Orient; Nadia Haddad; Iran : les manifestations gagnent tout le pays; Des manifestants ont défilé à Téhéran.|La police a tiré.
voile; 2022-09-23 17:45; Moyen-Orient; Nadia Haddad; À Téhéran, elles manifestent tête nue; Des étudiantes brûlent leur foulard.
gaz; 2022-09-27 13:00; Europe; Jean Le Goff; Des fuites de gaz en mer Baltique; Les gazoducs Nord Stream ont été sabotés.|Un porte-parole parle d’acte délibéré.
general; 2022-10-08 15:00; Europe; Jean Le Goff; Un général russe nommé en Ukraine; Sergueï Sourovikine commande désormais les troupes.|C’est la première fois que Moscou le dit.
pacifique; 2022-03-11 05:00; Asie; Lin Wei; Fukushima, onze ans après; Dans l’océan Pacifique, on mesure encore.|L’eau traitée sera rejetée.
"""


def items() -> dict[str, ArticleItem]:
    """The articles by slug, in the order of storing."""
    made = {}
    for line in filter(None, ARTICLES.splitlines()):
        slug, when, section, authors, headline, text = (part.strip() for part in line.split(";"))
        published = datetime.fromisoformat(when).replace(tzinfo=PARIS)
        kinds = ["lead", *["paragraph"] * 9]
        made[slug] = item(
            slug,
            headline=headline,
            authors=authors.split(", "),
            section=section,
            breadcrumb=["Accueil", "Monde", section],
            date_published=published,
            date_published_precision="minute",
            date_published_raw=published.isoformat(),
            date_published_witness="json-ld",
            paragraphs=[Paragraph(t, kind) for t, kind in zip(text.split("|"), kinds, strict=False)],
        )
    made["general"].paragraphs += [
        Paragraph("Un général russe nommé en Ukraine", "heading", "headline"),
        Paragraph("C'est la première fois que Moscou le dit.", "paragraph", "typographic", 1),
        Paragraph("Le général Sourovikine, en 2021. (Photo AFP)", "caption"),
        Paragraph("Suivez-nous sur les réseaux", "paragraph", "boilerplate"),
    ]
    return made


def item(slug: str, **fields: object) -> ArticleItem:
    """An article of the site https://presse.example/, read now."""
    url = f"https://presse.example/monde/{slug}/"
    made = ArticleItem(url, canonical_url=url, time_zone="Europe/Paris", in_language="fr", **fields)
    made.visit = Visit(url, NOW, etag=f'"{slug}"')
    return made


def write(path: Path) -> None:
    """Make the database."""
    with Store(path) as store:
        site_id = store.site("presse", "https://presse.example/monde/", "Europe/Paris")
        crawl = store.begin_crawl(site_id, NOW)
        stored = items()
        for one in stored.values():
            store.save_article(site_id, one)
        store.save_page(site_id, "https://presse.example/monde/direct/", "live", NOW, detail="a live blog")
        store.end_crawl(crawl, NOW, new=len(stored), found=len(stored), exit_code=0, reason="finished")
