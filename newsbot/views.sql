CREATE VIEW articles AS -- one flat row an article, lists as text
SELECT
    article.id,
    site.name AS site,
    day_published,
    date_published,
    date_published_precision,
    headline,
    (SELECT group_concat(value, ', ') FROM json_each(authors)) AS authors,
    article.section,
    (SELECT group_concat(value, ' > ') FROM json_each(breadcrumb)) AS breadcrumb,
    (SELECT group_concat(value, ', ') FROM json_each(keywords)) AS keywords,
    description,
    article.url,
    canonical_url,
    word_count,
    is_accessible_for_free,
    first_seen,
    gone_at,
    body
FROM article JOIN site ON site.id = article.site_id

CREATE VIEW paragraphs_kept AS -- the text of each article, a row a paragraph
SELECT article_id, position, kind, text
FROM paragraph
WHERE verdict = 'kept'

CREATE VIEW repeats AS -- the paragraphs that are not part of the text, why, and what each says again
SELECT
    dropped.article_id,
    dropped.position,
    dropped.kind,
    dropped.verdict,
    dropped.text,
    dropped.repeats,
    original.text AS repeated_text
FROM paragraph AS dropped
LEFT JOIN paragraph AS original
    ON original.article_id = dropped.article_id AND original.position = dropped.repeats
WHERE dropped.verdict <> 'kept'

CREATE VIEW daily_counts AS -- articles a day and site, by the site's own calendar
SELECT day_published, site.name AS site, count(*) AS articles
FROM article JOIN site ON site.id = article.site_id
WHERE day_published IS NOT NULL
GROUP BY day_published, site_id

CREATE VIEW article_text AS -- what is searched: the tokenizer takes off accents, but leaves ligatures
SELECT
    id,
    replace(replace(replace(replace(headline, 'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'Æ', 'AE') AS headline,
    replace(replace(replace(replace(body, 'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'Æ', 'AE') AS body
FROM article

CREATE VIRTUAL TABLE IF NOT EXISTS article_fts USING fts5( -- words in lower case without accents, kept current by triggers
    body, -- first, since each place in another column costs two bytes more
    headline,
    content = 'article_text',
    content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2'
)

CREATE VIRTUAL TABLE IF NOT EXISTS article_vocab USING fts5vocab('article_fts', 'row') -- its words, with counts

CREATE TRIGGER article_fts_insert AFTER INSERT ON article
BEGIN
    INSERT INTO article_fts (rowid, body, headline)
    SELECT id, body, headline FROM article_text WHERE id = new.id;
END

CREATE TRIGGER article_fts_delete BEFORE DELETE ON article
BEGIN
    INSERT INTO article_fts (article_fts, rowid, body, headline)
    SELECT 'delete', id, body, headline FROM article_text WHERE id = old.id;
END

CREATE TRIGGER article_fts_before_update BEFORE UPDATE OF id, headline, body ON article
WHEN old.id <> new.id OR old.headline <> new.headline OR old.body <> new.body
BEGIN
    INSERT INTO article_fts (article_fts, rowid, body, headline)
    SELECT 'delete', id, body, headline FROM article_text WHERE id = old.id;
END

CREATE TRIGGER article_fts_after_update AFTER UPDATE OF id, headline, body ON article
WHEN old.id <> new.id OR old.headline <> new.headline OR old.body <> new.body
BEGIN
    INSERT INTO article_fts (rowid, body, headline)
    SELECT id, body, headline FROM article_text WHERE id = new.id;
END
