"""Every sentence and label that we write ourselves: the fields of a language, and English.

Templates hold only our own counts, names and quoted words; what others wrote is made inert
before it is put in. The tone: plain, short, exact; "I" for what the bot did.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.rendering import administering, handing_over, health_words, mending, plan_words, seeing
from bot.rendering.administering import Administering
from bot.rendering.handing_over import HandingOver
from bot.rendering.health_words import HealthWords
from bot.rendering.mending import Mending
from bot.rendering.plan_words import PlanWords
from bot.rendering.reception import Reception
from bot.rendering.seeing import Seeing
from domain.question import SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Reception):
    """A language. Fields named `a_b` are templates for `str.format` where they have braces."""

    code: str = "en"
    health: HealthWords = health_words.ENGLISH
    handing_over: HandingOver = handing_over.ENGLISH
    months: str = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
    day: str = "{day} {month}"
    day_of_year: str = "{day} {month} {year}"
    titled: str = '"{text}"'
    quoted: str = "“{text}”"
    web_page: str = "page"
    answer: str = "Answer"
    answer_text: str = "Answer: {sources}{gaps}"
    one_source: str = "source cited"
    many_sources: str = "sources cited"
    one_gap: str = "thing not covered"
    many_gaps: str = "things not covered"
    not_covered: str = "Not covered"
    edited: str = "edited {day}"
    read: str = "{read} read"
    read_cited: str = "{read} read, {cited} cited"
    one_claim: str = "claim"
    many_claims: str = "claims"
    checked: str = "{supported} matched to their source by an automatic check"
    checked_one: str = "matched to its source by an automatic check"  # of one claim
    hedged: str = "{count} hedged"
    dropped: str = "{count} dropped for want of support"
    full_answer_in_file: str = "This is the beginning; the full answer is in the file below."
    sources: str = "Sources"
    sources_loading: str = "Reading each source again, with what you may open …"
    not_open_to_you: str = "{source}: not open to you"
    source_changed: str = "its words have changed since"
    source_silent: str = "did not answer just now"
    close: str = "Close"
    dig_deeper: str = "Dig deeper"
    make_digest: str = "Make it a digest"
    show_search: str = "Show me the exact search"
    search_exactly: str = "Search exactly this"
    search_not: str = "Don't search"
    try_source: str = "Try {source} again"
    helpful: str = "👍"
    not_helpful: str = "👎"
    helpful_label: str = "This answer helped"
    not_helpful_label: str = "This answer did not help"

    period_read: str = "I read the time as {period}"
    ask_again_with: str = "{gap}; ask again with “{button}”."
    nothing_in: str = "I found nothing on this in {places}."
    nothing: str = "I found nothing on this."
    nothing_searched: str = "I searched for: {queries}."
    or_word: str = "or"
    web_place: str = "on the web"

    researching: str = "Researching"
    planning: str = "Planning"
    queued: str = "Queued"
    writing: str = "Writing the answer"
    verifying: str = "Checking the answer against its sources"
    waiting: str = "Waiting for an answer to my question"
    one_part: str = "part"
    many_parts: str = "parts"
    about_minutes: str = "about {minutes} min"
    so_far: str = "{duration} so far"
    done_in: str = "Done in {duration}"
    stopped_by: str = "Stopped by {by}"
    stopped: str = "Stopped"
    failed: str = "Ended without an answer"
    steer_hint: str = 'Reply here to steer: "skip the web", "only since October".'
    stop: str = "Stop"
    plan: PlanWords = plan_words.ENGLISH
    mark_pending: str = "waiting"
    mark_searching: str = "searching"
    mark_reading: str = "reading"
    mark_done: str = "done"
    mark_nothing: str = "nothing found"
    mark_failed: str = "failed"
    mark_cancelled: str = "cancelled"
    mark_cancelled_by: str = "cancelled by {by}"
    mark_skipped: str = "skipped"
    and_word: str = "and"
    comma: str = ", "
    count_read: str = "{read} read"
    count_useful: str = "{read} read, {useful} useful"
    after_read: str = "after {read} read"
    asked_by: str = "asked by {person}"
    from_day: str = "from {day}, {by}"
    found_so_far: str = "{part}: {searches}, {read} read so far."
    one_search: str = "search"
    many_searches: str = "searches"

    quote_head: str = "This needs a deep run"
    quote_counts: str = "{parts} ({internal} internal, {web} web)"
    quote_parts: str = "{parts}"
    quote_minutes: str = "about {minutes} minutes"
    quote_minute: str = "about a minute"
    start_run: str = "Start"
    cheaper_run: str = "Cheaper: {parts}, about {usd}"
    fewer_parts: str = "Smaller: {parts}"
    cancel_run: str = "Cancel"
    or_change: str = "Or reply with what to change."
    quote_started: str = "Started by {by}."
    quote_cheaper: str = "Started by {by}, with {parts}."
    meter: str = "{usd} of {limit}"
    continue_for: str = "Continue for about {usd}"

    administering: Administering = administering.ENGLISH
    mending: Mending = mending.ENGLISH
    seeing: Seeing = seeing.ENGLISH
    stopped_head: str = "Stopped by {by}."
    stopped_reason: str = "Stopped: {reason}"
    stopped_because: str = "Stopped: {reason}."
    stopped_done: str = "Done: {parts}."
    stopped_not_done: str = "Not done: {parts}."
    stopped_spent: str = "{usd} spent."
    stopped_cut_off: str = "Calls that were cut off may add up to {usd}."
    continue_run: str = "Continue"
    answer_with_what: str = "Answer from what you have"
    model_down: str = (
        "The model did not answer for a long time, so I stopped trying. What was found is "
        "kept. Run {run}."
    )
    model_rejected: str = (
        "The model does not take my requests: its key or its account is refused. An admin can "
        "see why with `dossier doctor`. What was found is kept."
    )
    model_declined: str = (
        "The model declined to work on this. What was found is kept; ask in other words."
    )
    bug: str = "Something broke on my side. Run {run} is kept, and your admin can see why."
    budget: str = "The money for this is used up. An admin can raise the limit."
    refused: str = "I can't answer this."
    refused_detail: str = "I can't answer this: {detail}"
    no_source: str = (
        "Nothing that I may read for this is connected, so I can't look anything up. An admin "
        "can see what is missing with `dossier doctor`."
    )
    run_named: str = "Run {run}."
    try_again: str = "Try again"
    private_one: str = (
        "1 more source matches your question in {room}; not everyone there can open it."
    )
    private_many: str = (
        "{count} more sources match your question in {room}; not everyone there can open them."
    )
    this_room: str = "that conversation"
    search_privately: str = "Search privately"
    or_reply: str = "Or reply in your own words. Without an answer I go on in two minutes."

    sign_of_life: str = "is reading the question"
    source_slack: str = "Slack"
    source_drive: str = "Drive"
    source_notion: str = "Notion"
    source_web: str = "Web"


ENGLISH = Words()


def listed_names(sources: Sequence[SourceKind], words: Words) -> str:
    """`Slack`, `Slack and Notion`, `Slack, Drive and Notion`."""
    *others, last = [source_name(source, words) for source in sources]
    return f"{words.comma.join(others)} {words.and_word} {last}" if others else last


def source_name(source: SourceKind, words: Words) -> str:
    return {
        SourceKind.SLACK: words.source_slack,
        SourceKind.DRIVE: words.source_drive,
        SourceKind.NOTION: words.source_notion,
        SourceKind.WEB: words.source_web,
    }[source]
