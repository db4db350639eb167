"""The Librarian as lead: what it sends out, whom it listens to, how it finishes."""

import json
from typing import Any

from tests.unit.librarian_desk import lead

QUESTION = (
    "what changed about our pricing this quarter, who decided it, "
    "and how do we now compare with Acme and Globex?"
)


def waited(*events: dict[str, Any], running: tuple[str, ...] = ()) -> str:
    return json.dumps({"events": list(events), "running": list(running)})


def ended(name: str, *passages: str, **findings: list[str]) -> dict[str, Any]:
    found = [{"text": f"Fact {p}.", "passage_ids": [p], "confidence": "high"} for p in passages]
    return {
        "type": "subtask_ended",
        "subtask": name,
        "outcome": "found" if found else "nothing",
        "findings": {"main_findings": found, **findings},
        "gaps": [],
    }


def test_the_first_turn_sends_out_one_part_each_and_the_web_once() -> None:
    """Web subtasks are possible in the first dispatch only; no part mixes classes."""
    dispatch, wait = lead(QUESTION).turn()
    subtasks = dispatch["input"]["subtasks"]

    assert (dispatch["name"], wait["name"]) == ("dispatch", "wait")
    assert [one["sources"] == ["web"] for one in subtasks].count(True) == 1
    assert all("web" not in one["sources"] for one in subtasks if len(one["sources"]) > 1)
    assert len({one["id"] for one in subtasks}) == len(subtasks) <= 4


def test_titles_use_the_words_of_the_question_alone() -> None:
    """They are shown to everyone in the room before anything is checked."""
    dispatch, _ = lead(QUESTION).turn()

    assert all(one["title"] in QUESTION for one in dispatch["input"]["subtasks"])
    assert all(len(one["title"]) <= 60 for one in dispatch["input"]["subtasks"])


def test_a_single_part_is_split_by_what_people_say_and_what_they_file() -> None:
    """Two subagents side by side instead of one after the other."""
    dispatch, _ = lead("why did the import fail?").turn()

    assert [one["sources"] for one in dispatch["input"]["subtasks"]] == [
        ["slack"],
        ["drive", "notion"],
    ]


def test_it_waits_while_somebody_works_and_then_finishes_by_part() -> None:
    """Passages come in the order of the question's parts, whoever ended first."""
    talk = lead(QUESTION)
    dispatch, _ = talk.turn()
    names = [one["id"] for one in dispatch["input"]["subtasks"]]
    started = json.dumps({"started": names, "refused": []})
    budget = {"type": "budget", "left_usd": 0.6}
    (wait,) = talk.turn(started, waited(ended(names[1], "pb"), budget, running=(names[0],)))
    (finish,) = talk.turn(waited(ended(names[0], "pa"), *(ended(n) for n in names[2:])))

    assert wait["name"] == "wait"
    assert finish["name"] == "finish"
    assert finish["input"]["passage_ids"] == ["pa", "pb"]
    assert finish["input"]["outline"].startswith("## what changed")
    assert any(gap.startswith("Nothing found") for gap in finish["input"]["gaps"])


def test_a_wish_from_the_thread_becomes_a_part() -> None:
    """What somebody asks to check is dispatched under their own words."""
    talk = lead(QUESTION, subtasks=6)
    talk.turn()
    reply = {"type": "reply", "from": "Lee", "text": "also check what support heard"}
    dispatch, wait = talk.turn("{}", waited(reply, running=("s1",)))

    assert dispatch["input"]["subtasks"][0]["title"] == "what support heard"
    assert "web" not in dispatch["input"]["subtasks"][0]["sources"]
    assert wait["name"] == "wait"


def test_skipping_a_source_cancels_its_parts_and_no_others() -> None:
    """The rest goes on."""
    talk = lead(QUESTION)
    dispatch, _ = talk.turn()
    names = tuple(one["id"] for one in dispatch["input"]["subtasks"])
    web = next(one["id"] for one in dispatch["input"]["subtasks"] if one["sources"] == ["web"])
    reply = {"type": "reply", "from": "Lee", "text": "skip the web"}
    *cancels, wait = talk.turn("{}", waited(reply, running=names))

    assert [call["input"]["subtask"] for call in cancels] == [web]
    assert wait["name"] == "wait"


def test_narrowing_reaches_everyone_at_work_as_a_note() -> None:
    """A narrower time changes what they look for; nobody is sent home."""
    talk = lead(QUESTION)
    talk.turn()
    reply = {"type": "reply", "from": "Lee", "text": "only since October"}
    first, second, _ = talk.turn("{}", waited(reply, running=("s1", "s2")))

    assert {first["input"]["subtask"], second["input"]["subtask"]} == {"s1", "s2"}
    assert first["input"]["note"] == "only since October"


def test_words_said_while_it_thought_are_heard_too() -> None:
    """What people say between two looks comes as a text behind the results."""
    talk = lead(QUESTION, subtasks=6)
    talk.turn()
    said = '<reply from="Lee">also check what support heard</reply>'
    dispatch, wait = talk.turn("{}", waited(running=("s1",)), note=said)

    assert dispatch["input"]["subtasks"][0]["title"] == "what support heard"
    assert wait["name"] == "wait"


def test_with_the_money_nearly_gone_it_finishes() -> None:
    """What was found so far becomes the answer."""
    talk = lead(QUESTION)
    talk.turn()
    budget = {"type": "budget", "left_usd": 0.01}
    (finish,) = talk.turn("{}", waited(ended("s1", "pa"), budget, running=("s2",)))

    assert finish["name"] == "finish"
    assert finish["input"]["passage_ids"] == ["pa"]


def test_refused_parts_do_not_keep_it_waiting() -> None:
    """Nothing started, nothing to wait for."""
    talk = lead("why did the import fail?")
    dispatch, _ = talk.turn()
    refused = [{"id": one["id"], "reason": "no"} for one in dispatch["input"]["subtasks"]]
    (finish,) = talk.turn(json.dumps({"started": [], "refused": refused}), waited())

    assert finish["name"] == "finish"
    assert finish["input"]["passage_ids"] == []
