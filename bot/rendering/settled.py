"""What waited for a person, once it waits no more: the same words, how it ended, no buttons."""

from bot.rendering.amounts import counted
from bot.rendering.inert import one_line
from bot.rendering.locale import Locale
from bot.rendering.message import Message
from bot.rendering.notices import notice, render_stopped
from bot.rendering.quote import render_closed
from bot.rendering.words import Words
from domain.events import PlanAgreed
from domain.post import ClarifyPost, QuotePost, StoppedPost
from domain.question import RunId
from domain.quote import Choice, Quote

Waited = ClarifyPost | QuotePost | StoppedPost


def render_settled(content: Waited, ending: str, locale: Locale) -> Message:
    """`ending` is a sentence of ours, with names and options made inert."""
    match content:
        case ClarifyPost(question=question):
            return notice(f"{question}\n{ending}")
        case QuotePost(quote=quote):
            return render_closed(quote, ending, locale)
        case StoppedPost():
            account = render_stopped(content, RunId(""), locale)
            kept = (block for block in account.blocks if block["type"] != "actions")
            said = notice(ending)
            return Message(text=f"{account.text}\n{said.text}", blocks=(*kept, *said.blocks))


def agreed_words(quote: Quote, agreed: PlanAgreed, words: Words) -> str:
    """Such as `Started by Dana, with 3 parts`."""
    name = one_line(agreed.by, 60)
    if agreed.choice is Choice.CHEAPER and quote.cheaper_parts:
        parts = counted(quote.cheaper_parts, words.one_part, words.many_parts)
        return words.quote_cheaper.format(by=name, parts=parts)
    return words.quote_started.format(by=name)
