"""Buttons and menus under what we posted."""

from dataclasses import replace

from bot import (
    agreeing,
    approving,
    asking_admins,
    digest_making,
    showing_sources,
    telling_how,
)
from bot.asking import Wish, run_of, start, take_in, told
from bot.reach import Reach
from bot.rendering.inert import one_line
from bot.rendering.notices import notice, private_offer_text
from bot.rendering.plan import found_so_far
from bot.rendering.plan_view import plan_view
from bot.rendering.words import Words
from bot.settling import settled
from bot.slack_errors import OutOfReach
from domain.audience import Readers
from domain.post import PrivateOfferPost
from domain.press import (
    Button,
    ButtonPressed,
    ClarifyChosen,
    FeedbackGiven,
    StopPressed,
    SubtaskAsked,
    SubtaskCancelPressed,
)
from domain.question import Effort, MessageTs, Question, Room, RoomKind
from store.replies import Reply


async def stop_pressed(reach: Reach, arrival: StopPressed) -> None:
    await reach.work.stop(arrival.run, by=await reach.name_of(arrival.person))


async def cancel_pressed(reach: Reach, arrival: SubtaskCancelPressed) -> None:
    name = await reach.name_of(arrival.person)
    await reach.work.cancel_subtask(arrival.run, arrival.subtask, by=name)


async def part_asked(reach: Reach, arrival: SubtaskAsked) -> None:
    """Counts, for the one who asks: nothing is checked yet."""
    view = plan_view(await reach.journal.of(arrival.run), arrival.run, now=reach.now())
    question = await reach.runs.question(arrival.run)
    if question is None or not reach.readers.still_fit(question):
        view = view.discreet()
    part = next((part for part in view.parts if part.id == arrival.subtask), None)
    words = await reach.words(arrival.person, question.text if question else "")
    text = found_so_far(part, words) if part else words.gone
    await reach.slack.whisper(
        notice(text), channel=arrival.channel, user=arrival.person, thread=arrival.thread
    )


async def clarify_chosen(reach: Reach, arrival: ClarifyChosen) -> None:
    name = await reach.name_of(arrival.person)
    reply = Reply(sequence=0, author=name, text=arrival.option, steer="clarified")
    await reach.work.hear(arrival.run, reply, key=f"{arrival.run}/clarified")


async def feedback_given(reach: Reach, arrival: FeedbackGiven) -> None:
    """The last verdict of a person on a run counts."""
    await reach.arrivals.rate(arrival.run, arrival.person, good=arrival.good)


async def pressed(reach: Reach, arrival: ButtonPressed) -> None:
    question = await reach.runs.question(arrival.run)
    if arrival.button is Button.ASK_ADMIN:
        await asking_admins.pressed(reach, arrival, question)
        return
    if question is None:
        await _whisper(reach, arrival, (await reach.words(arrival.person)).gone)
        return
    match arrival.button:
        case Button.SOURCES:
            await showing_sources.pressed(reach, arrival, question)
        case Button.MAKE_DIGEST:
            await digest_making.from_answer(reach, arrival, question)
        case Button.START | Button.CHEAPER | Button.CANCEL_RUN:
            await agreeing.pressed(reach, arrival)
        case Button.SHOW_SEARCH | Button.HOW | Button.SEARCH_PRIVATELY:
            await _for_one(reach, arrival, question)
        case _:
            await _once_more(reach, arrival, question)


async def _for_one(reach: Reach, arrival: ButtonPressed, question: Question) -> None:
    """What only whoever pressed is shown."""
    match arrival.button:
        case Button.SHOW_SEARCH:
            await approving.shown(reach, arrival, question)
        case Button.HOW:
            await telling_how.pressed(reach, arrival, question)
        case _:
            await _privately(reach, arrival, question)


async def _once_more(reach: Reach, arrival: ButtonPressed, question: Question) -> None:
    match arrival.button:
        case Button.DIG_DEEPER:
            await _again(reach, arrival, question, effort=Effort.DEEP)
        case Button.TRY_AGAIN:
            await _again(reach, arrival, question, effort=question.effort)
        case _:
            await _go_on(reach, arrival, question)


async def _go_on(reach: Reach, arrival: ButtonPressed, question: Question) -> None:
    """A refusal is for whoever pressed; that it waits for its turn is for the thread."""
    write_up = arrival.button is Button.ANSWER_NOW
    verdict = await reach.door.admit_again(
        question, lambda: reach.work.go_on(arrival.run, write_up=write_up)
    )
    if verdict.waits:
        key = f"{arrival.run}/{arrival.click}/waits"
        room, thread = question.room.channel, question.thread
        await reach.say(verdict.sentence, key=key, channel=room, thread=thread)
    elif verdict:
        await _whisper(reach, arrival, verdict.sentence)


async def _whisper(reach: Reach, arrival: ButtonPressed, text: str) -> None:
    try:
        await reach.slack.whisper(
            notice(text), channel=arrival.channel, user=arrival.person, thread=arrival.thread
        )
    except OutOfReach:
        return


async def _again(
    reach: Reach, arrival: ButtonPressed, question: Question, *, effort: Effort | None
) -> None:
    """The same question as a new run, with the rights of whoever pressed."""
    wish = Wish(
        run=run_of(arrival.run, arrival.click),
        person=arrival.person,
        channel=question.room.channel,
        raw=question.text,
        thread=question.thread,
        # Trying again is the question as it was; digging deeper goes on from its answer.
        is_follow_up=bool(question.earlier) or arrival.button is Button.DIG_DEEPER,
        is_quoted=question.is_quoted,
        effort=effort,
        sources=question.sources,
    )
    await take_in(reach, wish)


async def _privately(reach: Reach, arrival: ButtonPressed, question: Question) -> None:
    """Once more in the asker's direct message, where only their own rights count."""
    if arrival.person != question.asker.id:
        return
    run = run_of(arrival.run, "privately")
    channel = await reach.slack.direct_message(arrival.person)
    words = await reach.words(arrival.person, question.text)
    name = one_line(question.room.name, 80)
    room = f"#{name}" if name else words.some_channel
    lead = words.asked_privately.format(room=room, question=one_line(question.text, 1_000))
    root = await reach.slack.posted_as(f"root-{run}", channel=channel, thread="")
    if root is None:
        root = await reach.slack.post(notice(lead), channel=channel, key=f"root-{run}")
    asker = await reach.directory.person(arrival.person)
    mine = Room(
        channel=channel,
        kind=RoomKind.DM,
        readers=Readers.only(asker.id, asker.kind),
    )
    again = replace(question, run=run, asker=asker, room=mine, thread=root, earlier=())
    again = replace(again, message=MessageTs(""), asked_at=reach.now())
    if verdict := await start(reach, again):
        await told(reach, again, verdict)
        return
    await _used(reach, arrival, words)


async def _used(reach: Reach, arrival: ButtonPressed, words: Words) -> None:
    """The offer without its button."""
    sent = await reach.outbox.at_message(arrival.channel, arrival.ts)
    if sent is not None and isinstance(sent.post.content, PrivateOfferPost):
        text = private_offer_text(sent.post.content, words)
        message = notice(f"{text}\n{words.plan.searching_below}")
        await settled(reach.slack, message, channel=arrival.channel, ts=arrival.ts)
