"""`How`, under an answer that lacks a source: who can give it back, and the exact steps."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.administrators import administrators, names_of
from bot.locales import said_in
from bot.reach import Reach
from bot.rendering.blocks import Json, actions, button
from bot.rendering.connecting import CONNECT, connecting
from bot.rendering.languages import words_for
from bot.rendering.mending import Mending
from bot.rendering.notices import notice
from bot.rendering.words import source_name
from domain.answer import GapKind
from domain.audience import PersonId
from domain.events import AnswerReady
from domain.press import ButtonPressed
from domain.question import Question, RunId, SourceKind

_LACKED = (GapKind.NO_ACCESS, GapKind.LOST)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Who pressed, and the language of the question."""

    person: PersonId
    language: str

    @property
    def words(self) -> Mending:
        return words_for(self.language).mending


async def pressed(reach: Reach, arrival: ButtonPressed, question: Question) -> None:
    """As things are now: what works again can be asked once more at once."""
    asker = await reach.person(arrival.person)
    reader = _Reader(person=asker.id, language=said_in(question.text, asker))
    words = words_for(reader.language)
    lacked = await _lacked(reach, arrival.run)
    working = [kind for kind, why in lacked.items() if await _works(reach, reader, (kind, why))]
    said: list[str] = []
    controls: list[Json] = []
    for kind, why in lacked.items():
        if kind in working:
            name = source_name(kind, words)
            said.append(reader.words.works_again.format(source=name))
        elif why is GapKind.NO_ACCESS and reach.sign_in:
            said.append(reader.words.own_drive)
            label = connecting(reader.language).connect
            controls.append(button(label, CONNECT, reader.language))
        else:
            said.append(await _by_an_admin(reach, kind, reader))
    if working:
        controls.append(button(words.try_again, "try_again", arrival.run))
    text = "\n".join(said) or words.gone
    await reach.slack.whisper(
        notice(text, *([actions(f"how:{arrival.run}", *controls)] if controls else [])),
        channel=arrival.channel,
        user=arrival.person,
        thread=arrival.thread,
    )


async def _lacked(reach: Reach, run: RunId) -> Mapping[SourceKind, GapKind]:
    """The sources that the run's last answer could not read, and why."""
    answers = [
        event.what.answer
        for event in await reach.journal.of(run)
        if isinstance(event.what, AnswerReady)
    ]
    gaps = answers[-1].gaps if answers else ()
    return {gap.source: gap.kind for gap in gaps if gap.source and gap.kind in _LACKED}


async def _works(reach: Reach, reader: _Reader, lacked: tuple[SourceKind, GapKind]) -> bool:
    kind, why = lacked
    if why is GapKind.NO_ACCESS and reach.sign_in:
        kept = await reach.sign_in.of(reader.person)
        return bool(kept and kept.token)
    return any(one.works for one in await reach.health() if one.source is kind)


async def _by_an_admin(reach: Reach, kind: SourceKind, reader: _Reader) -> str:
    """The steps for whoever can take them; for anybody else, who that is."""
    admins = await administrators(reach)
    words, said = reader.words, words_for(reader.language)
    if reader.person in {admin.id for admin in admins}:
        return _steps(kind, words, people_sign_in=reach.sign_in is not None)
    name = source_name(kind, said)
    if not admins:
        return words.operator_can.format(source=name)
    return words.others_can.format(source=name, names=names_of(admins, said))


def _steps(kind: SourceKind, words: Mending, *, people_sign_in: bool) -> str:
    return {
        SourceKind.SLACK: words.slack_steps,
        SourceKind.DRIVE: words.client_steps if people_sign_in else words.drive_steps,
        SourceKind.NOTION: words.notion_steps,
        SourceKind.WEB: words.web_steps,
    }[kind]
