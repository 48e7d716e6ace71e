"""What the class and id of an element say that it is: the vocabulary of French and English templates."""

from __future__ import annotations

import re
from enum import Flag, auto
from functools import lru_cache


class Mark(Flag):
    """What an element's names say: part of the article (BODY, LEAD, CAPTION…) or not (ASIDE, HIDDEN…)."""

    NONE = 0
    BODY = auto()
    LEAD = auto()
    CAPTION = auto()
    QUOTE = auto()
    ASIDE = auto()
    COMMENTS = auto()
    PAYWALL = auto()
    HIDDEN = auto()
    BYLINE = auto()
    DATELINE = auto()


def _words(*words: str) -> re.Pattern[str]:
    return re.compile(r"(?<![a-z0-9])(?:" + "|".join(words) + r")(?![a-z])")


_VOCABULARY = {
    Mark.BODY: _words(
        r"(?:article|articles?|post|story|entry|node|content|news|text|blog-?post|single|page|main|item|td-post|c)"
        r"[-_]*(?:body|content|contenu|texte?|corps|fulltext|richtext|wysiwyg)(?:[-_]*(?:wrapper|inner|main|text))?",
        r"(?:corps|texte|contenu|body)[-_]*(?:de[-_]*)?(?:l[-_]*)?(?:article|texte|content)?",
        r"wysiwyg", r"rich-?text", r"articlebody", r"formatted", r"crayon article-texte",
        r"field-name-body", r"field--name-body", r"gh-content", r"e-content", r"prose", r"redactionals?",
        r"theme-post-content", r"elementor-widget-text-editor", r"et_pb_post_content", r"com-content-article__body",
        r"item-page", r"available-content",
    ),
    Mark.LEAD: _words(
        r"chapo(?:t|eau)?", r"chapeau", r"standfirst", r"stand-first", r"lede", r"accroche", r"hat",
        r"(?:article|post|entry|content|story|node|field)[-_]*(?:name[-_]*)?(?:field[-_]*)?"
        r"(?:intro(?:duction)?|lead|summary|excerpt|description|subtitle|sub-?headline|sous-?titre|deck|dek)",
        r"article-surtitre", r"lead-container", r"introtext", r"intro", r"lead", r"summary", r"abstract", r"dek",
        r"descriptif", r"excerpt", r"subtitle", r"soustitre", r"sub-?headline",
    ),
    Mark.CAPTION: _words(
        r"caption(?:[-_]*text)?", r"figcaption", r"legende?s?", r"credits?", r"copyright", r"wp-caption-text",
        r"image-?(?:legend|credit|caption)", r"spip-doc-(?:titre|descriptif|credits)", r"spip_doc_(?:titre|descriptif|credits)",
    ),
    Mark.QUOTE: _words(r"pull-?quote", r"exergue", r"block-?quote", r"verbatim", r"citation"),
    Mark.COMMENTS: _words(
        r"comments?", r"commentaires?", r"commentlist", r"comments?-(?:list|area|section|form|wrapper)", r"respond",
        r"disqus(?:[-_]thread)?", r"forums?", r"reactions?", r"repondre",
    ),
    Mark.PAYWALL: _words(
        r"paywall", r"premium", r"abonn(?:e|es|ez|ement|ements)?", r"subscri(?:be|bers?|ption|ptions)", r"piano", r"qiota(?:[-_]reserve)?",
        r"pay-?wall-?(?:content|text|box)?", r"restricted", r"reserve", r"locked", r"poool(?:[-_]widget|-content)?",
    ),
    Mark.HIDDEN: _words(
        r"sr-only", r"screen-reader(?:-text|-only)?", r"visually-?hidden", r"visuallyhidden", r"invisible", r"hidden-?(?:text|print)?",
        r"element-invisible", r"skip-link", r"d-none", r"hide", r"noscreen", r"print-only", r"only-print", r"print",
    ),
    Mark.BYLINE: _words(
        r"authors?", r"auteurs?", r"by-?line", r"signatures?", r"vcard", r"posted-by", r"journalistes?", r"redacteurs?", r"ecrit-par",
    ),
    Mark.DATELINE: _words(
        r"date(?:s|time|line)?", r"published?", r"posted-on", r"publication", r"publi", r"time", r"timestamp", r"pub-?date", r"horodatage",
    ),
    Mark.ASIDE: _words(
        r"nav", r"navbar", r"navigation", r"menus?", r"bread-?crumbs?", r"ariane", r"footer", r"side-?bar", r"rightrail", r"related",
        r"similar", r"relateds?(?:-posts|-content|-articles)?", r"recommend(?:ed|ation|ations|e|es|s)?", r"reco", r"recos", r"suggest(?:ed|ions?|s)?",
        r"lire-?aussi", r"a-?lire", r"voir-?aussi", r"read-?(?:also|more|next)", r"readmore", r"see-?also", r"also", r"next-?(?:article|post)s?",
        r"prev-?(?:article|post)s?", r"pagination", r"pager", r"page-links", r"shar(?:e|es|ing|ings|er)", r"social", r"socials", r"partag(?:e|es|er)",
        r"reseaux-?(?:sociaux)?", r"follow(?:-us)?", r"suivez", r"newsletters?", r"promo(?:s|tion|tions)?", r"ads?", r"advert\w*", r"pub", r"pubs",
        r"publicite", r"publi-?(?:reportage|report)", r"sponsor\w*", r"banners?", r"bannieres?", r"bandeau", r"cookies?", r"consent", r"gdpr", r"rgpd", r"gprd", r"cmp",
        r"pop-?ups?", r"modal", r"overlay", r"tooltips?", r"author-?(?:bio|box|card|description|info)s?", r"about-?(?:the-?)?author", r"bio", r"biograph(?:y|ie)",
        r"tags?", r"tag-?list", r"tagcloud", r"mots?-?cles?", r"keywords", r"post-?meta", r"entry-?(?:footer|meta)", r"cat-links", r"widgets?", r"toc", r"sommaire",
        r"table-of-contents", r"tool-?bar", r"tools", r"outils", r"player", r"playlist", r"diaporama", r"slideshow", r"carr?ousel", r"slider", r"swiper",
        r"trending", r"most-?(?:read|popular|viewed|commented|shared)", r"plus-?lus", r"top-?(?:news|articles)", r"en-?continu", r"ticker", r"alert(?:e|s)?",
        r"log-?in", r"connexion", r"register", r"search", r"recherche", r"legal", r"mentions", r"notes?", r"footnotes?", r"references", r"hyperlien",
        r"donate", r"donation", r"soutenir", r"soutenez", r"dons?", r"call-?to-?action", r"cta", r"feedback", r"sondage", r"poll", r"quiz", r"teasers?",
        r"articles?-?connexes", r"connexes?", r"same-?(?:topic|subject|author)", r"meme-?(?:sujet|theme|rubrique|auteur)", r"documents-joints", r"portfolio",
        r"twitter-tweet", r"instagram-media", r"tiktok-embed", r"wp-embedded-content", r"jp-relatedposts", r"yarpp", r"addtoany", r"sharedaddy",
    ),
}  # fmt: skip
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@lru_cache(maxsize=8192)
def marks_of(names: str) -> Mark:
    """The marks of an element from its class names (or its id)."""
    spelled = _HUMP.sub("-", names).lower().replace("_", "-")
    found = Mark.NONE
    for mark, words in _VOCABULARY.items():
        if words.search(spelled):
            found |= mark
    return found
