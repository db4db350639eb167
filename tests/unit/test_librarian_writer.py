"""The Librarian as writer and verifier: quotes, disagreement, language, and honest nothing."""

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.librarian_desk import cited_in, source, structured, text_of, written

SLACK = source(
    "slack: #pricing, Priya Nair, 2026-09-12",
    "We decided: Team goes from $18 to $20.16 on 1 October. ",
    "Lunch is at noon.",
)
PAGE = source(
    "notion: Pricing 2026, Sam Okoye, 2026-10-02",
    "| Plan | Before | Now |\n",
    "|---|---|---|\n",
    "| Team | $18 | $20.16 |\n",
    "Existing customers move to the new prices on 1 February 2027.",
)
QUESTION = "what changed about our pricing and who decided it?"


def test_every_claim_is_a_sentence_of_the_source_it_cites() -> None:
    """Numbers and names stay as they stand; what is off the subject stays out."""
    reply = written(QUESTION, SLACK, PAGE)

    assert ("Priya: We decided" in text_of(reply)) or ("We decided" in text_of(reply))
    assert "Lunch" not in text_of(reply)
    assert all(
        words.replace("**", "").removeprefix("Priya: ").rstrip(".") in cited
        for words, cited in cited_in(reply)
        if "We decided" in words
    )


def test_a_row_is_read_with_its_columns_and_cites_both() -> None:
    """A bare row of figures would say nothing."""
    reply = written(QUESTION, PAGE)
    row = next(block for block in reply.content if "$20.16" in block["text"])

    assert "Team: Before $18, Now $20.16" in row["text"]
    assert [one["cited_text"] for one in row["citations"]] == [
        "| Plan | Before | Now |\n",
        "| Team | $18 | $20.16 |\n",
    ]


def test_rows_of_one_table_are_shown_as_a_table() -> None:
    """A citation in each row, and what is in the table is said nowhere else."""
    page = source(
        "notion: Pricing 2026, Sam Okoye, 2026-10-02",
        "| Plan | Before | Now | Note |\n",
        "| Team | $18 | $20.16 | |\n",
        "| Firm | $30 | $33 | |\n",
        "The price of Team changed last on 1 October 2024, and Firm was new then.",
    )
    reply = written(QUESTION, page)
    rows = [line for line in text_of(reply).splitlines() if line.startswith("|")]

    assert rows == [
        "| Plan | Before | Now |",
        "| Team | $18 | $20.16 |",
        "| Firm | $30 | $33 |",
    ]
    assert ("Team | $18 | $20.16", "| Plan | Before | Now | Note |\n") in cited_in(reply)
    assert text_of(reply).count("$33") == 1


def test_a_small_table_is_shown_whole() -> None:
    """Some rows of it would leave out the one that somebody looks for."""
    rows = [
        f"| {name} | $1{at} | $2{at} |\n" for at, name in enumerate(["Tiny", "Team", "Firm"])
    ]
    rows += ["| Whole groups of firms | by quote | by quote |\n"]
    page = source(
        "notion: Pricing 2026, Sam Okoye, 2026-10-02", "| Plan | Before | Now |\n", *rows
    )
    text = text_of(written(QUESTION, SLACK, page))

    assert all(row in f"{text}\n" for row in rows)


def test_what_was_said_last_leads() -> None:
    """A quick answer is one sentence; the older figure would be the wrong one."""
    said = "A sales rep may give up to {} % without asking anybody."
    older = source("drive: Discounts, Sam Okoye, 2025-02-17", said.format(20))
    newer = source("drive: Discounts 2026, Sam Okoye, 2026-10-12", said.format(10))
    question = "how much discount may a sales rep give without asking anybody?"

    for sources in ((older, newer), (newer, older)):
        assert text_of(written(question, *sources, more="Effort: quick")) == (
            f"**{said.format(10)}**"
        )


def test_who_did_it_is_answered_by_a_line_that_says_so() -> None:
    """A figure from under the same heading says nothing about who."""
    page = source(
        "drive: Review, Sam Okoye, 2026-10-08",
        "## What Priya decided on 11 September\n",
        "Team goes from $18 to $20.16 for all that are new customers in Europe.\n",
        "The prices were decided by Priya Nair in September.",
    )
    text = text_of(written("who decided the prices?", page, more="Effort: quick"))

    assert text == "**The prices were decided by Priya Nair in September.**"


def test_what_is_compared_is_told_by_name() -> None:
    """A price without its owner compares nothing."""
    sources = [
        source(
            f"web: Prices, {name} ({name.lower()}.example), 2026-11-02",
            f"Core: {price} a site.",
        )
        for name, price in (("Tessaly", "€59"), ("Quillfrost", "€52"))
    ]
    text = text_of(
        written(
            "how do our prices compare with Tessaly and Quillfrost?",
            *sources,
        )
    )

    assert "Tessaly: Core: €59 a site." in text
    assert "Quillfrost: Core: €52 a site." in text


def test_the_answer_leads_with_bold_and_has_a_heading_per_part() -> None:
    """The grammar that the product's renderer reads."""
    text = text_of(written(QUESTION, SLACK, PAGE))

    assert text.startswith("**")
    assert "\n\n**What changed about our pricing**\n- " in text


def test_disagreement_is_said_with_both_dates() -> None:
    """Never averaged; the newer is named."""
    older = source(
        "slack: #pricing, Priya Nair, 2026-09-12",
        "Existing customers move to the new prices on 1 January 2027.",
    )
    newer = source(
        "notion: Pricing 2026, Sam Okoye, 2026-10-02",
        "Existing customers move to the new prices on 1 February 2027.",
    )
    reply = written("when do existing customers move to the new prices?", older, newer)
    disputed = next(b for b in reply.content if "disagree: " in b["text"])

    assert "1 January" in disputed["text"]
    assert "2026-10-02, the newer" in disputed["text"]
    assert len(disputed["citations"]) == 2


def test_the_words_of_its_own_are_in_the_language_asked_for() -> None:
    """Quotes stay in theirs."""
    draft = source(
        "drive: Preise (draft), Sam Okoye, 2026-08-01", "Die neuen Preise gelten ab Oktober."
    )
    page = source("notion: Preise, Sam Okoye, 2026-10-02", "Die Preise gelten ab 15. Oktober.")
    text = text_of(written("Ab wann gelten die neuen Preise?", draft, page, language="de"))

    assert "In einer älteren Fassung stand: Die neuen Preise" in text


def test_japanese_sources_answer_a_japanese_question() -> None:
    """Words are found in a script without blanks."""
    page = source(
        "web: 指針, example.jp, 2026-07-01",
        "温度記録は4年間保存しなければならない。",
        "会議は東京で開かれた。",
    )
    text = text_of(written("温度記録は何年間保存しますか", page, language="ja"))

    assert "4年間" in text
    assert "東京" not in text


def test_nothing_relevant_is_said_without_a_citation() -> None:
    """Never a guess."""
    reply = written("do we have an office in Lima?", SLACK)

    assert cited_in(reply) == []
    assert "nothing" in text_of(reply)


def test_the_same_request_gets_the_same_reply() -> None:
    """Replays and comparisons depend on it."""
    assert written(QUESTION, SLACK, PAGE) == written(QUESTION, SLACK, PAGE)


def test_the_verifier_goes_by_words_and_literal_figures() -> None:
    """A changed figure contradicts, another subject does not support."""
    cited = "Team goes from $18 to $20.16 on 1 October."
    claims = ("Team goes from $18 to $20.16.", "Team goes from $18 to $21.", "Cats like fish.")
    words = "\n".join(
        f'<claim n="{n}">{claim}</claim>\n<cited claim="{n}" title="Pricing">{cited}</cited>'
        for n, claim in enumerate(claims, 1)
    )
    verdicts = structured("Verdicts", ["verdicts"], words)["verdicts"]

    assert [one["verdict"] for one in verdicts] == ["supported", "contradicted", "unsupported"]


@given(
    st.lists(st.text(min_size=1, max_size=200), min_size=1, max_size=5), st.text(max_size=80)
)
def test_any_text_can_be_written_about(texts: list[str], question: str) -> None:
    """What people paste into documents must not break the writer."""
    shown = [text for text in texts if text.strip()] or ["x"]
    reply = written(question + "?", source("drive: Page, Sam, 2026-10-02", *shown))

    assert all(block["text"] for block in reply.content)
