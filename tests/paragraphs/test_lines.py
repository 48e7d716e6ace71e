from newsbot.paragraphs import SiteLines, line_key, recurs


def test_lines_that_differ_in_typography_share_a_key():
    assert line_key("L’info, « en direct »") == line_key('L\'info,  "en direct"')
    assert line_key("L’info en direct") != line_key("L’info en différé")
    assert -(2**63) <= line_key("Publicité") < 2**63


def test_a_page_counts_once():
    lines = SiteLines()
    for _ in range(9):
        lines.observe("page-1", ["Suivre notre chaîne"])
    assert not lines.recurring("Suivre notre chaîne")


def test_a_line_on_three_pages_recurs():
    lines = SiteLines()
    for page in range(3):
        lines.observe(f"page-{page}", ["Suivre notre chaîne", f"Texte numéro {page} de cette page."])
    assert lines.recurring("Suivre  notre chaîne")
    assert not lines.recurring("Texte numéro 1 de cette page.")


def test_a_sentence_needs_more_pages_than_a_few_words():
    assert recurs("x" * 90, 3, 12)
    assert not recurs("x" * 120, 3, 12)
    assert recurs("x" * 120, 5, 20)
    assert not recurs("x" * 120, 4, 20)
    assert not recurs("Texte court", 3, 1000)
