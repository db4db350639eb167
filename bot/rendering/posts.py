"""What must be posted, rendered: one function over every kind of content."""

from bot.rendering.answer import render_answer
from bot.rendering.connecting import render_connect
from bot.rendering.digest import render_digest
from bot.rendering.locale import Locale
from bot.rendering.message import Message, Rendered
from bot.rendering.notices import (
    notice,
    render_clarify,
    render_failure,
    render_greeting,
    render_private_offer,
    render_stopped,
)
from bot.rendering.quote import render_quote
from bot.rendering.taken_back import render_taken_back
from domain.post import (
    AnswerPost,
    ClarifyPost,
    ConnectPost,
    Content,
    DigestPost,
    FailurePost,
    GreetingPost,
    PrivateOfferPost,
    QuotePost,
    SentencePost,
    StoppedPost,
    TakenBackPost,
)
from domain.question import RunId


def render(content: Content, run: RunId, locale: Locale) -> Rendered:
    if isinstance(content, AnswerPost):
        return render_answer(content.answer, run, locale)
    if isinstance(content, DigestPost):
        return render_digest(content.edition, locale)
    if isinstance(content, GreetingPost):
        message = render_greeting(content)
    elif isinstance(content, ConnectPost):
        message = render_connect(content)
    elif isinstance(content, TakenBackPost):
        message = render_taken_back(content, run, locale)
    else:
        message = _notice(content, run, locale)
    return Rendered(messages=(message,), plain=Message(text=message.text))


def _notice(
    content: ClarifyPost
    | QuotePost
    | StoppedPost
    | FailurePost
    | PrivateOfferPost
    | SentencePost,
    run: RunId,
    locale: Locale,
) -> Message:
    match content:
        case ClarifyPost():
            return render_clarify(content, run, locale)
        case QuotePost(quote=quote):
            return render_quote(quote, run, locale)
        case StoppedPost():
            return render_stopped(content, run, locale)
        case FailurePost():
            return render_failure(content, run, locale)
        case PrivateOfferPost():
            return render_private_offer(content, run, locale)
        case SentencePost(sentence=sentence):
            return notice(sentence)
