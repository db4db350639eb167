"""Slack's JSON to arrivals: what counts, what does not, and that nothing ever raises."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.payloads import delivered
from domain.arrival import (
    Arrival,
    Asked,
    ChannelChanged,
    Deleted,
    Edited,
    Ignored,
    IndexedMessage,
    Replied,
    ShortcutUsed,
    Way,
)
from domain.press import (
    ButtonPressed,
    ClarifyChosen,
    FeedbackGiven,
    StopPressed,
    SubtaskAsked,
    SubtaskCancelPressed,
)
from domain.question import ChannelId, MessageTs

BOT = "UDOSSIER"
TOKEN = "xact-1"  # noqa: S105 - made up


def event(**fields: Any) -> Arrival:  # noqa: ANN401 - any JSON value
    said = {"user": "UDANA", "channel": "C1", "ts": "1.1", "text": "hello", **fields}
    body = {
        "type": "event_callback",
        "api_app_id": "A",
        "team_id": "T",
        "event_id": "E",
        "event": said,
    }
    return delivered(body, bot_user=BOT).arrival


def click(action: str, value: str, **more: Any) -> Arrival:  # noqa: ANN401 - as above
    body = {
        "type": "block_actions",
        "team": {"id": "T"},
        "user": {"id": "UDANA"},
        "container": {"type": "message", "message_ts": "2.2", "thread_ts": "1.1"},
        "channel": {"id": "C1"},
        "actions": [{"action_id": action, "value": value, "action_ts": "3", **more}],
    }
    return delivered(body, bot_user=BOT).arrival


def test_a_mention_carries_the_token_from_either_place() -> None:
    """Slack has put it in two places."""
    first = event(type="app_mention", action_token=TOKEN)
    second = event(type="app_mention", assistant_thread={"action_token": TOKEN})

    assert isinstance(first, Asked)
    assert isinstance(second, Asked)
    assert (first.token, second.token) == (TOKEN, TOKEN)


def test_a_message_in_a_thread_is_a_reply_unless_it_mentions_us() -> None:
    """The mention arrives a second time as an event of its own."""
    plain = event(type="message", thread_ts="0.9", channel_type="channel")
    mention = event(
        type="message", thread_ts="0.9", channel_type="channel", text=f"<@{BOT}> hello"
    )
    direct = event(type="message", thread_ts="0.9", channel_type="im")

    assert isinstance(plain, Replied)
    assert isinstance(mention, IndexedMessage)
    assert isinstance(direct, Asked)
    assert direct.way is Way.DM


@pytest.mark.parametrize(
    "fields",
    [
        {"subtype": "bot_message"},
        {"bot_id": "B1"},
        {"app_id": "A1"},
        {"user": BOT},
        {"user": "USLACK"},
        {"user": ""},
        {"subtype": "channel_join"},
        {"channel": ""},
    ],
)
def test_nobody_but_people_is_listened_to(fields: dict[str, str]) -> None:
    """Bots that answer each other never stop."""
    heard = event(**{"type": "app_mention", **fields})

    assert isinstance(heard, Ignored)


def test_edits_and_deletions_are_told_by_the_message_they_are_about() -> None:
    """The event's own moment is another one; an unfurled link is no edit of words."""
    edited = event(
        type="message",
        subtype="message_changed",
        message={"user": "UDANA", "ts": "0.5", "text": "new"},
        previous_message={"text": "old"},
    )
    unfurled = event(
        type="message",
        subtype="message_changed",
        message={"user": "UDANA", "ts": "0.5", "text": "old"},
        previous_message={"text": "old"},
    )
    deleted = event(type="message", subtype="message_deleted", deleted_ts="0.5")

    assert isinstance(edited, Edited)
    assert (edited.ts, edited.text, edited.edit) == ("0.5", "new", "1.1")
    assert isinstance(unfurled, Ignored)
    assert deleted == Deleted(channel=edited.channel, ts=edited.ts)


def test_a_deleted_message_that_has_replies_is_no_edit() -> None:
    """Slack changes it into a note of its own and tells that as an edit of its words."""
    gone = event(
        type="message",
        subtype="message_changed",
        message={
            "subtype": "tombstone",
            "user": "USLACKBOT",
            "ts": "0.5",
            "text": "This message was deleted.",
        },
        previous_message={"user": "UDANA", "text": "old", "ts": "0.5"},
    )

    assert gone == Deleted(channel=ChannelId("C1"), ts=MessageTs("0.5"))


def test_a_mention_in_a_direct_message_is_taken_from_the_message() -> None:
    """Its event need not say that the channel is a direct message."""
    mention = event(type="app_mention", channel="D1")

    assert isinstance(mention, Ignored)


def test_a_renamed_channel_is_told_by_its_id() -> None:
    """Slack sends the whole channel with a rename, and only its id otherwise."""
    renamed = event(type="channel_rename", channel={"id": "C9", "name": "x"})

    assert isinstance(renamed, ChannelChanged)
    assert renamed.channel == "C9"


@pytest.mark.parametrize(
    ("action", "value", "kind"),
    [
        ("stop", "run1", StopPressed),
        ("part", "cancel:run1:s1", SubtaskCancelPressed),
        ("part", "found:run1:s1", SubtaskAsked),
        ("clarify:0", "run1:0:API p95: all", ClarifyChosen),
        ("feedback", "good:run1", FeedbackGiven),
        ("dig_deeper", "run1", ButtonPressed),
        ("dig_deeper", "", Ignored),
        ("part", "nonsense", Ignored),
        ("feedback", "run1", Ignored),
        ("unheard_of", "run1", Ignored),
    ],
)
def test_a_click_is_read_from_its_value(action: str, value: str, kind: type) -> None:
    """A value that is not ours does nothing."""
    pressed = click(action, value)

    assert isinstance(pressed, kind)


def test_the_same_delivery_has_the_same_key_and_another_has_another() -> None:
    """It is all that tells repetitions."""
    bodies: list[dict[str, object]] = [
        {"type": "event_callback", "event_id": name, "team_id": "T", "event": {}}
        for name in ("E1", "E1", "E2")
    ]
    keys = [delivered(body, bot_user=BOT).key for body in bodies]

    assert keys[0] == keys[1]
    assert keys[0] != keys[2]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *("type", "event", "user", "channel", "ts", "text", "thread_ts", "subtype"),
                    *("message", "previous_message", "actions", "container", "value", "team"),
                    *("command", "trigger_id", "tab", "action_id", "id", "event_id", "view"),
                ]
            ),
            inner
            | st.sampled_from(
                [
                    *("event_callback", "block_actions", "message_action", "app_mention"),
                    *(
                        "message",
                        "message_changed",
                        "app_home_opened",
                        "stop",
                        "part",
                        "home",
                    ),
                ]
            ),
            max_size=6,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=400)
@given(body=JUNK)
def test_junk_never_raises(body: object) -> None:
    """Whatever Slack, or somebody who claims to be Slack, sends."""
    read = delivered(body, bot_user=BOT)

    assert read.arrival is not None


def test_of_what_is_forwarded_only_the_words_typed_beside_it_are_the_askers() -> None:
    """The other message, an unfurled page and a file come along, and are nobody's question."""
    forwarded = {"is_share": True, "author_id": "ULEE", "text": "Marmot", "fallback": "Marmot"}
    unfurled = {"from_url": "https://acme.example", "title": "Marmot"}
    file = {"id": "F1", "title": "Marmot", "preview": "Marmot"}
    asked = event(
        type="app_mention",
        text="is this so?",
        attachments=[forwarded, unfurled],
        files=[file],
    )

    assert isinstance(asked, Asked)
    assert asked.text == "is this so?"
    assert "Marmot" not in repr(asked)


@pytest.mark.parametrize(
    ("message", "is_own"),
    [
        ({"user": "UDANA"}, True),
        ({"user": "ULEE"}, False),
        ({"user": "UDANA", "bot_id": "B1"}, False),
        ({}, False),
    ],
)
def test_a_message_that_is_researched_is_somebodys(
    message: dict[str, str], *, is_own: bool
) -> None:
    """Only what whoever pressed wrote is theirs; what an app posted for them is not."""
    used = delivered(
        {
            "type": "message_action",
            "callback_id": "research_this",
            "trigger_id": "t",
            "user": {"id": "UDANA"},
            "team": {"id": "T"},
            "channel": {"id": "C1"},
            "message": {"ts": "1.1", "text": "so it is said", **message},
        },
        bot_user=BOT,
    ).arrival

    assert isinstance(used, ShortcutUsed)
    assert used.is_own is is_own
