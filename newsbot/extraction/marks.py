"""What the names of an element say that it is: the vocabulary of French and English templates."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

# fmt: off
Mark = Literal[
    "body", "content", "title", "lead", "caption", "quote", "byline", "dateline", "label", "rubric", "trail",
    "pager", "meta", "aside", "margin", "hidden",
]
# fmt: on
"""'body' names the article's text, 'content' may; 'meta' is what is said about the article, 'aside' never
part of it, 'margin' neither unless it holds the text."""

Marks = frozenset[Mark]
NO_MARKS: Marks = frozenset()

# Whole words, in names split at hyphens, underscores, spaces and humps; 'has-sidebar' is no sidebar.
_VOCABULARY: dict[Mark, str] = {
    "body": r"""
        articlebody|article-body|articletext|article-text|article-texte|textearticle|article-content|article-contenu
        |article-wysiwyg|article-core|article-main-content|art-text|post-body|postbody|post-content|post-entry|post-text
        |post-inner|inner-post-entry|entry-content|entry-body|entry-text|story-body|story-content|story-text|node-body|node-content
        |field-name-body|field-body|field-type-text-with-summary|content-body|body-content|body-copy|content-text|content-article
        |texte-article|corps-article|article-corps|corps-texte|corps|contenu-article|contenu-principal|texte|news-body|news-text|news-content
        |single-content|single-post-content|td-post-content|elementor-widget-theme-post-content|et-pb-post-content|gh-content|gp-entry-content
        |e-content|wysiwyg|rich-text|richtext|prose|item-page|com-content-article-body|fulltext|itemfulltext|jeg-inner-content|content-inner
        |blog-content|blog-text|page-content|redactionals?|article-long|article-full|full-article|article-paragraphs?|article-html|html-content
        |fig-body|fig-content-body|article-holder|document-content|wp-block-post-content|available-content|meteredcontent|article-redactionnel
    """,
    "content": r"""
        content|contenu|text|body|main|main-content|article|post|story|entry|hentry|single|item|single-post|formatted|paragraphs?|txt
        |elementor-widget-text-editor|wpb-text-column|et-pb-text|et-pb-text-inner|field-items?|left|center|primary
    """,
    "title": r"""[a-z-]*(?:title|titre|headline)""",
    "lead": r"""
        chapo|chapot|chapeau|hat|hat-summary|standfirst|stand-first|lede|accroche|amorce|article-lead|article-chapo|lead|lead-container|leading
        |article-intro|article-introduction|intro|introduction|introtext|post-intro|article-description|article-summary|article-subtitle
        |article-excerpt|post-excerpt|entry-summary|entry-excerpt|excerpt|extrait|summary-text|sub-headline|subheadline|subheading|sub-heading
        |[a-z-]*sub-?title|[a-z-]*sous-?titre|article-surtitre|deck|dek|abstract|descriptif|preambule|resume|headline-description|article-teaser
        |field-name-field-(?:chapo|chapeau|intro|introduction|accroche|summary|lead)|field-(?:chapo|chapeau|intro|introduction|accroche|lead)
    """,
    "caption": r"""
        caption|caption-text|captions|figcaption|legende?s?|credits?|copyright|wp-caption-text|wp-caption|photo-credit|image-credit|media-legend
        |spip-doc-(?:titre|descriptif|credits|legende)|spip-documents|media-caption|media-info|image-description|illustration
    """,
    "quote": r"""pull-?quote|exergue|verbatim|citation""",
    "byline": r"""
        authors?|auteurs?|by-?line|signatures?|sign|signed|vcard|posted-by|journalistes?|redacteurs?|ecrit-par|author-?name|authors?-?sign|contributors?
    """,
    "dateline": r"""
        date|dates|datetime|date-?time|date-?line|published|published-date|publish-?date|posted-on|pub-?date|publi|publication|publication-date|publi-infos
        |timestamp|time|horodatage|mise-a-jour|updated|created|date-?pub
    """,
    "label": r"""
        label|hat-label|keyword|kicker|sur-?titre|overline|eyebrow|badge|rubrique|chip|flag|lead-?in|overtitle|sticker
    """,
    "rubric": r"""
        categor(?:y|ies|ie)|cats?|cat-links|rubriques?|rubrique-thematique|thematiques?|themes?(?!-)|topics?|section-name|section-label|article-section
        |(?:entry|post|article|td-post|meta)-categor(?:y|ies|ie)
    """,
    "trail": r"""bread-?crumbs?|breadcrumb[a-z]*|ariane|fil-?ariane|hierarchie|arbo|chemin""",
    "pager": r"""page-links?|post-nav-links|post-page-numbers|link-pages|pagination|pager""",
    "meta": r"""
        tags?|tags?-?(?:list|links|cloud|container|wrapper)|mots?-?cles?|post-?tags|entry-footer|post-footer|article-footer|article-tags
        |(?:post|entry|article)-?meta|metas|author-?(?:bio|box|card|description|info|infos|profile|area)|about-?(?:the-?)?author|bio
        |biograph(?:y|ie)|auteur-bio|author-after-content|authors?-infos
    """,
    "aside": r"""
        comments?|commentaires?|comment-?list|commentarea|respond|disqus|disqus-thread|forums?|comments-[a-z]+|repondre
        |nav|navbar|navigation|menus?|mega-?menu|bread-?crumbs?|ariane|fil-?ariane|hierarchie|skip-?links?|site-header|site-footer
        |related|relateds?|related-[a-z]+|similar|similaires?|recommend|recommended|recommendations?|recommandations?|recommandes?|reco|recos
        |suggest|suggested|suggestions?|lire-?aussi|a-?lire|a-?voir|voir-?aussi|read-?also|read-?more|readmore|see-?also|also-?read|to-read|to-see
        |cross-?linking|inter-?link|interstitial-?link|body-?link|linked-stories|correlated-?links?|same-(?:topic|subject|author|section)
        |meme-(?:sujet|theme|rubrique|auteur)|connexes?|lies|articles-lies|more-to-subject|next-?(?:article|post)s?|prev-?(?:article|post)s?
        |pagination|pager|page-links|shar(?:e|es|ing|ings|er|ebar|e-?buttons?|e-?bar|e-?links?)|social|socials|social-?(?:bar|links?|icons?|media)|socialbar|partage[rs]?|blok-?partage
        |reseaux|reseaux-sociaux|newsletters?|newsletter-[a-z]+|mailing|cookies?|consent|gdpr|rgpd|gprd|cmp|didomi|onetrust|axeptio|tarteaucitron
        |pop-?ups?|popin|modal|modale|dialog|lightbox|ads?|ad-[a-z]+|adv|advert|adverts|advertis[a-z]+|adsense|adslot|pub|pubs|publicites?|pubstack
        |publi-?reportages?|sponsor[a-z]*|outbrain|taboola|ligatus|native-ad|trending|most-?(?:read|popular|viewed|commented|shared|recent)
        |plus-?(?:lus|vus|partages|commentes|populaires)|top-?(?:news|articles|stories)|en-?continu|ticker|live-?flux|fil-info|latest|latest-[a-z]+|derniers-articles|dernieres-[a-z]+
        |post-password(?:-form|-message)?|log-?in|connexion|subscribe|subscribe-[a-z]+|subscription|subscriptions?-[a-z]+|abonnement|abonnements|abo-us|abonnez-?vous|paywall-?(?:box|wall|offer|message|fallback|button)|cta|call-to-action|article-cta
        |feedback|sondages?|polls?|quiz|donate|donation|donations|soutenir|soutenez|soutien|faire-un-don|hyperlien|documents-joints|portfolio
        |twitter-tweet|instagram-media|tiktok-embed|wp-embedded-content|jp-relatedposts|yarpp|yarpp-[a-z]+|addtoany|sharedaddy|rating|ratings|votes?|print-?only|copyright-?notice
        |partenaires?|partners?|formulaire|formulaire-[a-z]+|encart|encart-[a-z]+|encart-souscription|promoted|onward|ps|proposer|article-ps
    """,
    "margin": r"""
        side-?bar|right-?rail|rail|right-?col|col-?right|col-?droite|droite|aside|(?<!text-)(?<!txt-)(?<!color-)secondary|footer|header-?bar|widgets?|widget-area|toolbar|tools|outils|barre-outils|toc|sommaire
        |table-of-contents|player|playlist|diaporama|slideshow|carr?ousel|slider|swiper|gallery|galerie|alertes?|alerts?|register|search|recherche|legal|mentions
        |notes?|foot-?notes?|references|teasers?|promos?|promotions?|banners?|bannieres?|bandeau|overlay|tooltips?|info-?box|cards?|card-[a-z]+|premium|premium-[a-z]+
        |paywall|piano|locked|restricted
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
