"""What Slack accepts as blocks and views, and how it says no."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.slack.blocks import check_blocks
from sandbox.slack.limits import check_message
from sandbox.slack.view_limits import check_view
from sandbox.slack.wire import Json, Refused
from tests.wire.slack_room import plain, rich


def said_about(*blocks: Json, surface: str = "message") -> list[str]:
    """Slack's complaints about these blocks, without the marks around them."""
    try:
        check_blocks(list(blocks), most=50, surface=surface)
    except Refused as refused:
        messages: list[str] = refused.fields["response_metadata"]["messages"]
        return [m.removeprefix("[ERROR] ") for m in messages]
    return []


def line(*elements: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(elements)}


def text(words: str, **style: bool) -> Json:
    return {"type": "text", "text": words} | ({"style": style} if style else {})


ANSWER = {
    "type": "rich_text",
    "elements": [
        line(
            text("Prices went up", bold=True),
            {
                "type": "link",
                "url": "https://acme.example/",
                "text": "[1]",
                "style": {"code": True},
            },
            {"type": "user", "user_id": "UDANA"},
            {"type": "channel", "channel_id": "CPRICING"},
            {"type": "emoji", "name": "eyes"},
            {"type": "date", "timestamp": 1763629200, "format": "{date_short}"},
            {"type": "usergroup", "usergroup_id": "S1"},
            {"type": "broadcast", "range": "here"},
            {"type": "color", "value": "#1f3a4d"},
        ),
        {"type": "rich_text_list", "style": "bullet", "elements": [line(text("one"))]},
        {
            "type": "rich_text_list",
            "style": "ordered",
            "indent": 1,
            "elements": [line(text("a"))],
        },
        {
            "type": "rich_text_list",
            "style": "bullet",
            "offset": 1,
            "border": 0,
            "elements": [line(text("two"))],
        },
        {"type": "rich_text_quote", "elements": [text("so be it")]},
        {"type": "rich_text_preformatted", "border": 0, "elements": [text("SELECT 1")]},
    ],
}
CARD: Json = {"type": "task_card", "task_id": "s2", "title": "Web", "status": "pending"}
PLAN: Json = {
    "type": "plan",
    "title": "Researching",
    "tasks": [
        {
            "type": "task_card",
            "task_id": "s1",
            "title": "Drive",
            "status": "in_progress",
            "details": rich("2 of 4 files"),
            "output": rich("done"),
            "sources": [{"type": "url", "url": "https://acme.example/", "text": "Acme"}],
        },
        CARD,
    ],
}
TABLE = {
    "type": "table",
    "column_settings": [{"is_wrapped": True}, {"align": "right"}],
    "rows": [
        [{"type": "raw_text", "text": "us"}, rich("$20")],
        [{"type": "raw_text", "text": "Acme"}, {"type": "raw_number", "value": 18.67}],
    ],
}
OTHERS: tuple[Json, ...] = (
    {"type": "header", "text": plain("Pricing and competitors")},
    {"type": "divider"},
    {"type": "section", "text": {"type": "mrkdwn", "text": "*new*"}, "fields": [plain("a")]},
    {"type": "context", "elements": [plain("31 read, 7 cited")]},
    {"type": "markdown", "text": "# Accepted"},
    {
        "type": "actions",
        "block_id": "a",
        "elements": [
            {"type": "button", "action_id": "go", "text": plain("Go"), "style": "primary"},
            {
                "type": "button",
                "action_id": "see",
                "text": plain("See"),
                "url": "https://a.example",
            },
        ],
    },
)


@pytest.mark.parametrize("block", [ANSWER, PLAN, TABLE, *OTHERS], ids=lambda b: str(b["type"]))
def test_what_slack_draws_is_accepted(block: Json) -> None:
    """Every kind of block that the bot sends, in full dress."""
    assert said_about(block) == []


@pytest.mark.parametrize(
    ("block", "complaint"),
    [
        (
            {"type": "header", "text": plain("x" * 151)},
            "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
        ),
        (
            {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
            "must be a valid enum value: plain_text [json-pointer:/blocks/0/text/type]",
        ),
        (
            {"type": "section", "text": plain("x" * 3001)},
            "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
        ),
        (
            {"type": "section"},
            "text or fields must be specified [json-pointer:/blocks/0]",
        ),
        (
            {"type": "divider", "text": plain("x")},
            "invalid additional property: text [json-pointer:/blocks/0]",
        ),
        (
            {"type": "context", "elements": [plain("x")] * 11},
            "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
        ),
        (
            {"type": "actions", "elements": [{"type": "button", "text": plain("x" * 76)}]},
            "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
        ),
        (
            {"type": "actions", "elements": [{"type": "plain_text_input", "action_id": "a"}]},
            "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0]",
        ),
        (
            {"type": "section", "text": plain("x"), "fields": [plain("")]},
            "must be more than 0 characters [json-pointer:/blocks/0/fields/0/text]",
        ),
        (
            {"type": "rich_text", "elements": [line(text(""))]},
            (
                "must be more than 0 characters"
                " [json-pointer:/blocks/0/elements/0/elements/0/text]"
            ),
        ),
        (
            {"type": "rich_text", "elements": [line({"type": "image", "url": "x"})]},
            "unsupported type: image [json-pointer:/blocks/0/elements/0/elements/0]",
        ),
        (
            {
                "type": "rich_text",
                "elements": [
                    {"type": "rich_text_list", "style": "bullet", "elements": [ANSWER]}
                ],
            },
            "unsupported type: rich_text [json-pointer:/blocks/0/elements/0/elements/0]",
        ),
        (
            {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * 21]},
            "no more than 20 items allowed [json-pointer:/blocks/0/rows/0]",
        ),
        (
            {"type": "plan", "title": "t", "tasks": [CARD | {"status": "done"}]},
            (
                "must be a valid enum value: pending, in_progress, complete, error"
                " [json-pointer:/blocks/0/tasks/0/status]"
            ),
        ),
        ({"type": "hologram"}, "unsupported type: hologram [json-pointer:/blocks/0]"),
        ("words", "must be an object [json-pointer:/blocks/0]"),
    ],
)
def test_what_slack_refuses_is_refused_with_a_pointer(block: Json, complaint: str) -> None:
    """The pointer is how one finds the mistake in a log."""
    assert complaint in said_about(block)


def test_one_block_id_stands_once() -> None:
    """Slack tells blocks apart by it."""
    block = {"type": "divider", "block_id": "x"}

    assert said_about(block, dict(block)) == [
        "block_id already exists: x [json-pointer:/blocks]"
    ]


def test_a_plan_has_no_place_in_a_form() -> None:
    """Nor has a table."""
    assert said_about(PLAN, surface="modal") == [
        "unsupported type: plan [json-pointer:/blocks/0]"
    ]


def test_tables_share_ten_thousand_characters() -> None:
    """The limit is over all tables of a message."""
    wide = {"type": "table", "rows": [[{"type": "raw_text", "text": "x" * 6_000}]]}
    with pytest.raises(Refused, match="invalid_blocks"):
        check_message({"text": "t", "blocks": [wide, wide]})

    check_message({"text": "t", "blocks": [wide]})


@pytest.mark.parametrize(
    "change",
    [
        {"title": plain("x" * 25)},
        {"private_metadata": "x" * 3001},
        {"callback_id": "x" * 256},
        {"type": "home"},
        {"colour": "red"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_form_has_limits_of_its_own(change: Json) -> None:
    """Title 24 characters, metadata 3,000, callback 255, nothing unknown."""
    form = {"type": "modal", "title": plain("Digest"), "blocks": [{"type": "divider"}]}
    check_view(form, kind="modal")

    with pytest.raises(Refused, match="invalid_arguments"):
        check_view(form | change, kind="modal")


WORDS = """
type text elements rows tasks element options style url label title fields accessory confirm
positive_button negative_button details sources column_settings block_id task_id status value
"""
KINDS = """
section header context actions context_actions rich_text table plan task_card input image
markdown divider
"""
PARTS = """
rich_text_section rich_text_list rich_text_preformatted text link plain_text mrkdwn raw_text
button overflow feedback_buttons static_select task_card image rich_text
"""
NONSENSE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(PARTS.split()),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(WORDS.split()), inner, max_size=4)
    ),
    max_leaves=16,
)


@given(
    kind=st.sampled_from(KINDS.split()),
    rest=st.dictionaries(st.sampled_from(WORDS.split()[1:]), NONSENSE, max_size=4),
)
def test_nonsense_is_refused_and_never_breaks_the_check(kind: str, rest: Json) -> None:
    """Whatever comes in, the answer is a list of complaints or acceptance."""
    assert isinstance(said_about({"type": kind} | rest), list)
