"""Numbers of a claim, compared literally with the text it cites, or recomputed."""

import ast
import operator
import re
from collections.abc import Callable, Iterable
from decimal import Decimal, DivisionByZero, InvalidOperation

_NUMBER = re.compile(r"\d+(?:[.,   '’]\d{3})*(?:[.,]\d+)?")
_OPERATIONS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_LONGEST_EXPRESSION = 200
_CLOSE = Decimal("0.006")  # rounding to two figures or one per cent
_HUNDRED = Decimal(100)


def numbers_in(text: str) -> frozenset[str]:
    """Every reading of every number: `1.234` may be 1234 or 1.234, so both count."""
    return frozenset(
        reading
        for found in _NUMBER.findall(text.translate(_DIGITS))
        for reading in _readings(found)
    )


_DIGITS = {ord("０") + digit: str(digit) for digit in range(10)}


def _readings(text: str) -> Iterable[str]:
    plain = re.sub(r"[   '’]", "", text)
    joined = re.sub(r"[.,]", "", plain)
    if re.fullmatch(r"\d+([.,]\d{3})+", plain):
        yield _trim(joined)
    last = max(plain.rfind("."), plain.rfind(","))
    if last < 0:
        yield _trim(joined)
    else:
        yield _trim(re.sub(r"[.,]", "", plain[:last]) + "." + plain[last + 1 :])


def _trim(text: str) -> str:
    whole, point, part = text.partition(".")
    part = part.rstrip("0")
    return (whole.lstrip("0") or "0") + (point + part if part else "")


def missing(claim: str, cited: str) -> tuple[str, ...]:
    """Numbers of the claim no reading of which stands in the cited text."""
    there = numbers_in(cited)
    absent = (
        found
        for found in _NUMBER.findall(claim.translate(_DIGITS))
        if not there.intersection(_readings(found))
    )
    return tuple(dict.fromkeys(absent))


def follows(value: str, expression: str, cited: str) -> bool:
    """Whether `value` is what the arithmetic gives, over numbers that stand in the text.

    100 is allowed besides, for percentages. Anything but + - * / and numbers is refused.
    """
    wanted = next(iter(_readings_of(value)), None)
    if wanted is None or len(expression) > _LONGEST_EXPRESSION:
        return False
    try:
        tree = ast.parse(expression, mode="eval").body
        result = abs(_evaluate(tree, numbers_in(cited)))
        return abs(result - wanted) <= max(abs(wanted) * _CLOSE, _place(wanted) / 2)
    except (SyntaxError, ValueError, InvalidOperation, DivisionByZero, RecursionError):
        return False


def _place(value: Decimal) -> Decimal:
    """The value of the last digit, so that 12.3 may stand for 12.34."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)


def _readings_of(text: str) -> list[Decimal]:
    found = _NUMBER.search(text)
    return [Decimal(reading) for reading in _readings(found[0])] if found else []


def _evaluate(node: ast.expr, allowed: frozenset[str]) -> Decimal:
    match node:
        case ast.Constant(value=int() | float() as value):
            number = Decimal(str(value))
            if number != _HUNDRED and _trim(f"{number:f}") not in allowed:
                raise ValueError("a number that the text does not have")
            return number
        case ast.BinOp(left=left, op=operation, right=right):
            if type(operation) not in _OPERATIONS:
                raise ValueError("only + - * /")
            compute = _OPERATIONS[type(operation)]
            return compute(_evaluate(left, allowed), _evaluate(right, allowed))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_evaluate(operand, allowed)
        case _:
            raise ValueError("only + - * / and numbers")
