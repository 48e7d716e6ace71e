"""What the names of an element say that it is: the vocabulary of French and English templates."""

import re
from functools import lru_cache
from typing import Literal

# fmt: off
Mark = Literal[
    "body", "content", "title", "lead", "caption", "quote", "byline", "dateline", "label", "rubric", "trail",
    "pager", "meta", "aside", "margin", "button", "hidden",
]
# fmt: on
"""'body' names the article's text, 'content' may; 'meta' is what is said about the article, 'aside' never
part of it, 'margin' and 'button' neither unless it holds the text."""

Marks = frozenset[Mark]
NO_MARKS: Marks = frozenset()

# Whole words, in names split at hyphens, underscores, spaces and humps: 'wp-caption-text' holds
# 'caption', 'has-sidebar' is no sidebar.
_VOCABULARY: dict[Mark, str] = {
    "body": r"""
        articlebody|article-body|articletext|article-text|textearticle|article-content|article-contenu|article-core|article-main-content|art-text
        |post-body|postbody|post-content|post-entry|post-text|post-inner|entry-content|entry-body|entry-text|story-body|story-content|story-text
        |node-body|node-content|field-name-body|field-body|field-type-text-with-summary|content-body|body-content|body-copy|content-text
        |content-article|corps|contenu-article|contenu-principal|texte|news-body|news-text|news-content|single-content|gh-content|e-content|wysiwyg
        |rich-text|richtext|prose|item-page|fulltext|itemfulltext|jeg-inner-content|content-inner|blog-content|blog-text|page-content|redactionals?
        |article-long|article-full|full-article|article-paragraphs?|article-html|html-content|fig-body|article-holder|document-content
        |available-content|meteredcontent|article-redactionnel
    """,
    "content": r"""
        content|contenu|text|body|main|article|post|story|entry|hentry|single|item|formatted|paragraphs?|txt|field-items?|left|center|primary
    """,
    "title": r"""[a-z-]*(?:title|titre|headline)""",
    "lead": r"""
        chapo|chapot|chapeau|hat|standfirst|stand-first|lede|accroche|amorce|lead|leading|intro|introduction|introtext|article-description
        |article-summary|entry-summary|excerpt|extrait|summary-text|sub-headline|subheadline|subheading|sub-heading|[a-z-]*sub-?title
        |[a-z-]*sous-?titre|article-surtitre|deck|dek|abstract|descriptif|preambule|resume|headline-description|article-teaser|field-name-field-summary
    """,
    "caption": r"""
        caption|captions|figcaption|legende?s?|credits?|copyright|spip-doc-(?:titre|descriptif|credits|legende)|spip-documents|media-info
        |image-description|illustration
    """,
    "quote": r"""pull-?quote|exergue|verbatim|citation""",
    "byline": r"""
        authors?|auteurs?|by-?line|signatures?|sign|signed|vcard|posted-by|journalistes?|redacteurs?|ecrit-par|author-?name|authors?-?sign|contributors?
    """,
    "dateline": r"""
        date|dates|datetime|date-?line|published|publish-?date|posted-on|pub-?date|publi|publication|timestamp|time|horodatage|mise-a-jour|updated
        |created|date-?pub
    """,
    "label": r"""
        label|keyword|kicker|sur-?titre|overline|eyebrow|badge|rubrique|chip|flag|lead-?in|overtitle|sticker
    """,
    "rubric": r"""
        categor(?:y|ies|ie)|cats?|rubriques?|thematiques?|themes?(?!-)|topics?|section-name|section-label|article-section
    """,
    "trail": r"""bread-?crumbs?|breadcrumb[a-z]*|ariane|fil-?ariane|hierarchie|arbo|chemin""",
    "pager": r"""page-links?|post-nav-links|post-page-numbers|link-pages|pagination|pager""",
    "meta": r"""
        tags?|tags?-?(?:list|links|cloud|container|wrapper)|mots?-?cles?|post-?tags|entry-footer|post-footer|article-footer
        |(?:post|entry|article)-?meta|metas|author-?(?:bio|box|card|description|info|infos|profile|area)|about-?(?:the-?)?author|bio|biograph(?:y|ie)
        |author-after-content|authors?-infos
    """,
    "aside": r"""
        comments?|commentaires?|comment-?list|commentarea|respond|disqus|forums?|repondre|nav|navbar|navigation|menus?|mega-?menu|bread-?crumbs?
        |ariane|fil-?ariane|hierarchie|skip-?links?|site-header|site-footer|relateds?|similar|similaires?|recommend|recommended|recommendations?
        |recommandations?|recommandes?|reco|recos|suggest|suggested|suggestions?|lire-?aussi|a-?lire|a-?voir|voir-?aussi|read-?also|read-?more
        |see-?also|also-?read|to-read|to-see|cross-?linking|inter-?link|interstitial-?link|body-?link|linked-stories|correlated-?links?
        |same-(?:topic|subject|author|section)|meme-(?:sujet|theme|rubrique|auteur)|connexes?|lies|more-to-subject|next-?(?:article|post)s?
        |prev-?(?:article|post)s?|pagination|pager|page-links|blok-?partage|newsletters?|mailing|cookies?|consent|gdpr|rgpd|gprd|cmp-?box
        |cmp-(?:banner|popup|modal|overlay)|qc-cmp2?|didomi|onetrust|axeptio|tarteaucitron|pop-?ups?|popin|modal|modale|dialog|publi-?reportages?|sponsor[a-z]*|outbrain|taboola|ligatus|trending|most-?(?:read|popular|viewed|commented|shared|recent)
        |plus-?(?:lus|vus|partages|commentes|populaires)|top-?(?:news|articles|stories)|en-?continu|ticker|live-?flux|fil-info|latest
        |derniers-articles|dernieres-[a-z]+|post-password|log-?in|connexion|subscribe|subscription|subscriptions?-[a-z]+|abonnement
        |abonnements|abo-us|abonnez-?vous|paywall-?(?:box|wall|offer|message|fallback|button)|cta|call-to-action|feedback|sondages?|polls?|quiz|donate
        |donation|donations|soutenir|soutenez|soutien|faire-un-don|hyperlien|documents-joints|portfolio|twitter-tweet|instagram-media|tiktok-embed
        |wp-embedded-content|jp-relatedposts|yarpp|rating|ratings|votes?|print-?only|copyright-?notice|partenaires?|partners?
        |formulaire|encart|promoted|onward|ps|proposer
    """,
    "margin": r"""
        side-?bar|right-?rail|rail|right-?col|col-?right|col-?droite|droite|aside|(?<!text-)(?<!txt-)(?<!color-)secondary|footer|header-?bar|widgets?|toolbar|tools|outils|toc
        |sommaire|table-of-contents|player|playlist|diaporama|slideshow|carr?ousel|slider|swiper|gallery|galerie|alertes?|alerts?|register|search
        |recherche|legal|mentions|notes?|foot-?notes?|references|teasers?|promos?|promotions?|banners?|bannieres?|bandeau|overlay|tooltips?|info-?box
        |cards?|premium|paywall|piano|locked|restricted
    """,
    "button": r"""
        shar(?:e|es|ing|ings|er|ebar|e-?buttons?|e-?bar|e-?links?)|social|socials
        |social-?(?:bar|links?|icons?|media)|partage[rs]?|reseaux|addtoany|sharedaddy|lightbox|ads?|adv|advert|adverts
        |advertis[a-z]+|adsense|adslot|pub|pubs|publicites?|pubstack
    """,
}
_WORD = (
    r"(?<![a-z0-9])(?<!has-)(?<!no-)(?<!with-)(?<!without-)(?<!label-)(?<!elementor-)"
    r"(?<!bg-)(?<!btn-)(?<!border-)(?:{})(?![a-z])"
)
_PATTERNS = {mark: re.compile(_WORD.format(words), re.VERBOSE) for mark, words in _VOCABULARY.items()}
# Utility classes count as whole names, and not where another one shows the element again on wider screens.
_HIDDEN = re.compile(
    r"sr-only|screen-reader(?:-text|-only)?|(?:visually|a11y|is|js)-?hidden|element-invisible|invisible|hidden"
    r"|hide|d-none|print-only|only-print|print"
)
_SHOWN = re.compile(r"(?:\w+:|d-\w+-)(?:block|flex|grid|inline|table|contents)")
# WordPress names a post by its terms, which are words of the article: 'category-newsletters tag-pub'.
_TERMS = re.compile(r"(?:category|tag|post_tag|post_format|format|status)-.")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@lru_cache(maxsize=8192)
def marks_of(names: str) -> Marks:
    """The marks of an element from its class names and id."""
    words = names.split()
    if "hentry" in names or "type-post" in names:
        words = [word for word in words if not _TERMS.match(word)]
    marks = NO_MARKS.union(*map(_marks_of_word, words))
    return marks - {"hidden"} if "hidden" in marks and any(map(_SHOWN.match, words)) else marks


@lru_cache(maxsize=8192)
def _marks_of_word(word: str) -> Marks:
    spelled = _HUMP.sub("-", word).lower().replace("_", "-").replace("--", "-")
    found: set[Mark] = {mark for mark, words in _PATTERNS.items() if words.search(spelled)}
    if _HIDDEN.fullmatch(spelled):
        found.add("hidden")
    return frozenset(found)
