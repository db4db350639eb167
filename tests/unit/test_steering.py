"""What code makes of a reply, and what it leaves to the lead."""

import re
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.languages import BY_LANGUAGE
from bot.steering import Thanks, Words, agreement_of, steer_of, written
from domain.quote import Choice

# A line is `meaning: reply`; `-` is for what the lead reads.
FOLDER = Path(__file__).parent / "steering"
SAID = {
    path.stem: [
        (meaning, reply)
        for meaning, _, reply in (
            line.partition(": ") for line in path.read_text("utf-8").splitlines()
        )
        if reply and not meaning.startswith("#")
    ]
    for path in sorted(FOLDER.glob("*.txt"))
}
ORDERS = [line for lines in SAID.values() for line in lines if line[0] not in {"-", "thanks"}]


def read_as(reply: str) -> str:
    steer = steer_of(reply)
    if isinstance(steer, Thanks):
        return "thanks"
    return "-" if isinstance(steer, Words) else written(steer)


@pytest.mark.parametrize("language", SAID)
def test_a_reply_steers_only_when_all_of_it_is_an_order(language: str) -> None:
    """A question that merely contains the word must not end a run."""
    wrong = [
        (reply, meaning, read)
        for meaning, reply in SAID[language]
        if (read := read_as(reply)) != meaning
    ]

    assert wrong == []


@pytest.mark.parametrize("language", SAID)
def test_each_language_is_tried_with_forty_orders_and_forty_other_replies(
    language: str,
) -> None:
    """The lists are what the promise above is worth."""
    orders = [meaning for meaning, _ in SAID[language] if meaning != "-"]

    assert len(orders) >= 40
    assert len(SAID[language]) - len(orders) >= 40
    assert {"stop", "continue", "since", "also", "thanks"} < set(orders)


@given(
    st.sampled_from(ORDERS),
    st.sampled_from(["", "@Dossier ", "dossier, ", "@dossier: ", "  ", "\u200b"]),
    st.sampled_from(["", ".", "!", " !!", "…", "。", "！", "\n", " ."]),
)
def test_manners_of_writing_change_no_order(
    order: tuple[str, str], before: str, after: str
) -> None:
    """Our name in front, stops of any kind behind, capitals, a space that nobody sees."""
    meaning, reply = order
    whole = before + reply + ("" if reply.endswith(("?", "？")) else after)

    assert read_as(whole) == read_as(whole.upper()) == meaning


@given(st.sampled_from(ORDERS))
def test_typographers_and_keyboards_write_the_same_order(order: tuple[str, str]) -> None:
    """Curly apostrophes or straight ones; letters and signs at full width."""
    meaning, reply = order
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in reply)

    assert read_as(reply.replace("'", "’")) == meaning
    assert read_as(reply.replace("’", "'")) == meaning
    assert read_as(wide) == meaning


UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
PLAIN = str.maketrans("áéíóúñàèùâêîôûëïçÁÉÍÓÚÊÇ", "aeiounaeuaeioueicAEIOUEC")


def test_an_order_may_lack_its_accents() -> None:
    """As on a keyboard of another country."""
    wrong = [
        typed
        for meaning, reply in ORDERS
        for typed in (reply.translate(UMLAUTS), reply.translate(PLAIN))
        if read_as(typed) != meaning
    ]

    assert wrong == []


ASKING = {
    "en": ("why did they say “{reply}”?", "{reply}, said Priya, but who decided?"),
    "de": ("warum hieß es „{reply}“?", "{reply}, sagte Priya, aber wer hat das entschieden?"),
    "fr": (
        "pourquoi disaient-ils « {reply} » ?",
        "{reply}, a dit Priya, mais qui a décidé ?",
    ),
    "es": ("¿por qué dijeron «{reply}»?", "{reply}, dijo Priya, pero ¿quién lo decidió?"),
    "ja": ("なぜ「{reply}」と言ったのですか", "{reply}と書いてありますが誰が決めましたか"),
}


@pytest.mark.parametrize("language", SAID)
def test_no_order_inside_a_question_is_obeyed(language: str) -> None:
    """At its start or in its middle; one thing more is asked for in either case."""
    asked = [
        frame.format(reply=reply) for frame in ASKING[language] for _, reply in SAID[language]
    ]

    assert [text for text in asked if read_as(text) not in {"-", "also"}] == []


def test_a_long_reply_is_read_in_no_time() -> None:
    """A pattern that tries every way to split it would hold up everyone."""
    began = process_time()
    for piece in ("stop the ", "only last ", "the last the ", "a, ", "、も", "please "):
        steer_of(piece * 1_000)

    assert process_time() - began < 2


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_what_the_hints_suggest_is_understood(language: str) -> None:
    """Under the plan and on Home."""
    words = BY_LANGUAGE[language]
    quoted = re.findall(
        r"[“„«「\"]\s*([^“”„«»「」\"]+?)\s*[”“»」\"]", words.steer_hint + words.home_how_steer
    )

    assert len(quoted) == 4
    assert [hint for hint in quoted if read_as(hint) == "-"] == []


AGREED = {
    Choice.START: (
        *("Yes, please!", "go ahead", "ok", "Ja, bitte.", "leg los", "weiter", "Sí, por favor"),
        *(
            "Oui, s’il vous plaît",
            "vas-y",
            "adelante",
            "はい、お願いします",
            "開始してください",
        ),
    ),
    Choice.CHEAPER: (
        *("the cheaper one", "die günstigere Variante", "guenstiger bitte", "moins cher"),
        *("la version moins chère", "más barato", "安い方でお願いします"),
    ),
    None: (
        *("no", "why?", "start?", "ok but without the web", "ja aber ohne Web", "nein"),
        *("günstiger als Acme?", "はい、でもウェブなしで", ""),
    ),
}


@pytest.mark.parametrize(
    ("choice", "reply"), [(choice, reply) for choice, all_ in AGREED.items() for reply in all_]
)
def test_a_plan_with_a_price_is_agreed_to_in_words(choice: Choice | None, reply: str) -> None:
    """What asks for something else starts nothing."""
    assert agreement_of(reply) is choice
