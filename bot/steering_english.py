"""How people steer in English."""

from bot import steering_calendars as calendars
from bot.steering_words import NAME, Language, any_of

_OBJECT = (
    r"(?: (?:it|this|that|now|everything|all of it"
    r"|here|(?:the |this |that |your )?(?:run|research|search|work|question|task)))?"
)
_PART = r"(?: (?:part|parts|bit|search|searches|one|results|files|pages|messages|stuff))?"
_TIME = (
    r"(?:the )?(?:(?:beginning|start) of )?(?:the )?"
    r"(?:(?:last|past|previous|current|this|these|next|recent|first|second|third"
    r"|fourth) )?(?:\w+ )?(?:minutes?|hours?|days?|weeks?|months?|quarters?|years?|today"
    r"|yesterday|january|february|march|april|may|june|july|august|september|october|november"
    r"|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|q[1-4]|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday|\d{4}(?:-\d\d){0,2})"
    r"(?: \d{1,4}(?:st|nd|rd|th)?(?:,? \d{4})?)?"
)
_FROM = r"(?:since|after|from|in|of|for|as of)"
_LOOK = r"(?:look(?:ing)? (?:only )?(?:at|in|into) |read |use |take |show )?"
ENGLISH = Language(
    filler=any_of(
        r"\b(?:please|pls|plz|thanks|thank you|thx|right now|right away|immediately)\b",
    ),
    lead_in=any_of(
        r"(?:ok|okay|yes|yeah|no|nope|hey|hi|hello|well|wait|sorry|oh|alright|actually),",
        r"(?:ok|okay|then|alright|actually|hey|dossier)\b",
    ),
    request=any_of(r"(?:can|could|would|will) (?:you|we)", r"(?:you|we) (?:can|could|may)"),
    stop=any_of(
        rf"(?:just )?(?:stop|cancel|abort|halt|quit|end){_OBJECT}",
        rf"(?:stop|quit) (?:working|researching|searching|looking)(?: on| for)?{_OBJECT}",
        r"stop,? stop(?:,? stop)*",
        r"never ?mind",
        r"forget (?:about )?(?:it|this|that)",
        r"(?:scrap|drop) (?:it|this|that)",
        r"(?:that'?s |this is |it'?s )?enough(?: now)?",
        r"(?:do not|don'?t) (?:continue|go on|carry on)",
        r"(?:it'?s |that'?s )?(?:no longer|not) needed(?: any ?more)?",
    ),
    go_on=any_of(
        r"(?:continue|go on|carry on|resume|keep going|keep on)"
        r"(?: (?:it|this|that|now|(?:with )?(?:the|this|your) (?:run|research|search|work)))?",
    ),
    skip=any_of(
        r"(?:just )?(?:skip|stop|cancel|drop|ignore|leave out|exclude|forget|omit|without|no"
        r"|not)"
        r"(?: searching| looking (?:at|in|into)| reading| using| checking)?"
        rf"(?: in| on)?(?: the| any)? {NAME}{_PART}",
        rf"leave (?:the )?{NAME}{_PART} out",
        r"(?:do not|don'?t|no need to|stop|without) "
        r"(?:search|searching|use|using|read|reading|check|look at|look in|look on|look into)"
        rf"(?: in| on)?(?: the| any)? {NAME}{_PART}",
        rf"(?:no need for|(?:i|we|you) (?:do not|don'?t) need) (?:the |any )?{NAME}{_PART}",
        rf"(?:the )?{NAME}{_PART} is(?: not|n'?t) (?:needed|necessary)",
    ),
    since=any_of(
        rf"{_LOOK}(?:only|just) (?:{_LOOK})(?:{_FROM} )?{_TIME}(?: on| onwards?)?",
        rf"{_LOOK}(?:{_FROM} )?{_TIME}(?: on| onwards?)? (?:only|alone)",
        rf"(?:since|as of) {_TIME}|from {_TIME} (?:on|onwards?)",
        rf"look only at {_TIME}",
        rf"(?:nothing|not) (?:before|older than) {_TIME}",
    ),
    also=any_of(
        r"(?:and )?also .+",
        r"(?:and )?(?:look at|look into|check|include|add|search|read|compare) .+"
        r" (?:as well|too|also)",
    ),
    thanks=any_of(
        r"(?:ok(?:ay)?|great|perfect|nice|cool|super|awesome|got it|thanks|thank you|thx|cheers"
        r"|many thanks)(?:,? (?:thanks|thank you|a lot|so much|very much|everyone|all|dossier"
        r"|great|perfect|nice))*",
    ),
    start=any_of(
        r"(?:yes|yep|sure|ok|okay)?,? ?(?:please )?(?:start|go|go ahead|do it|run it|fine)?"
        r"(?:,? please)?",
    ),
    cheaper=any_of(
        r"(?:the )?(?:cheaper|smaller|small) ?(?:one|run|version|plan)?(?:,? please)?",
        r"only (?:three|3) parts",
    ),
    calendar=calendars.ENGLISH,
)
