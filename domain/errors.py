"""What can go wrong, by who must act.

ResearchError
├─ Refused                 policy said no               → the asker is told why, in a sentence
├─ NeedsAsker              no access, unclear question  → the asker is told what to do
├─ SourceError             one source failed            → the model is told; other sources go on
│  ├─ SourceBusy             try again later            → retried in connectors.patience only
│  ├─ SourceDenied           never try again
│  ├─ SourceMissing          not there, or not for this asker
│  ├─ SourceTooLarge         cannot be read whole
│  ├─ SourceUnsupported      a kind of document that has no text for us
│  ├─ SourceGarbled          the reply made no sense
│  ├─ SourceSignIn           the connection is broken   → the operator must act
│  └─ SourceNotConnected     the asker's own is missing → the asker is offered to connect it
├─ ModelError              the model call failed
│  ├─ ModelBusy              retried
│  ├─ ModelRefused           recorded; answered as a gap
│  └─ ModelRejected          our request was wrong      → a bug, or the operator's key
├─ NothingConnected        no source may be read      → the operator connects one
├─ LimitReached            money, calls, time           → answer with what there is, and say so
└─ Misconfigured           a setting or token is wrong  → the operator is told its name
anything else              our bug                      → apology with the run's id
"""

from domain.question import SourceKind


class ResearchError(Exception):
    """Somebody must act; which one is said by the subclass."""


class Refused(ResearchError):
    """Policy said no; `sentence` may be shown to the asker."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NeedsAsker(ResearchError):
    """The asker must do something; `sentence` says what."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class SourceError(ResearchError):
    """One source failed. `for_model` is a plain sentence without internals."""

    for_model = "This source failed; go on with the others."

    def __init__(self, source: SourceKind, detail: str = "") -> None:
        super().__init__(f"{source.value}: {detail}" if detail else source.value)
        self.source = source


class SourceBusy(SourceError):
    """`retry_after` is in seconds."""

    for_model = "This source did not answer in time; go on without it or try once more later."

    def __init__(
        self, source: SourceKind, detail: str = "", *, retry_after: float = 1.0
    ) -> None:
        super().__init__(source, detail)
        self.retry_after = retry_after


class SourceDenied(SourceError):
    """To a model the same as what is not there: that it exists is part of what is denied."""

    for_model = "There is no such document here; do not try again."


class SourceMissing(SourceError):
    for_model = SourceDenied.for_model


class SourceTooLarge(SourceError):
    for_model = "This document is too large to read; look for a smaller one on the subject."


class SourceUnsupported(SourceError):
    for_model = "This kind of document has no text that can be read."


class SourceGarbled(SourceError):
    for_model = "This source sent something unreadable; go on with the others."


class SourceSignIn(SourceError):
    for_model = "This source is not connected; go on without it."


class SourceNotConnected(SourceError):
    for_model = "The asker has not connected this source; go on without it."


class ModelError(ResearchError):
    """The model did not give a usable reply."""


class ModelBusy(ModelError):
    """It kept failing; `retry_after` is in seconds."""

    def __init__(self, detail: str = "", *, retry_after: float = 5.0) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class ModelRefused(ModelError):
    """It declined to answer."""


class ModelRejected(ModelError):
    """It did not accept our request or our key."""


class LimitReached(ResearchError):
    """`what` is money, calls, rounds or time; value and limit in its unit."""

    def __init__(self, what: str, *, value: float, limit: float) -> None:
        super().__init__(f"{what}: {value:g} of {limit:g}")
        self.what = what
        self.value = value
        self.limit = limit


class NothingConnected(ResearchError):
    """None of the sources that a question may use is connected."""


class Misconfigured(ResearchError):
    """`name` is the setting; `remedy` what the operator does about it."""

    def __init__(self, name: str, remedy: str) -> None:
        super().__init__(f"{name}: {remedy}")
        self.name = name
        self.remedy = remedy
