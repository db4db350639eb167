"""What a lead leaves behind."""

from dataclasses import dataclass

from agents.tools import FinishCall


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """How the lead ended. `limit` is true when money ended it before it was done.

    `agreed_usd` is what somebody agreed to pay for the whole run, or zero.
    """

    finish: FinishCall
    limit: bool = False
    agreed_usd: float = 0.0
