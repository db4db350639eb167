"""What the models differ in, as the vendor documents it. Prices are not kept here."""

from dataclasses import dataclass
from typing import Literal

from sandbox.claude.wire import Json, RefusedError

Lifecycle = Literal["active", "deprecated", "retired"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """`cache_floor` is the shortest prefix in tokens that is cached at all.

    `strict` models refuse forced tool choice and thinking other than adaptive.
    """

    id: str
    name: str
    cache_floor: int
    strict: bool = True
    efforts: tuple[str, ...] = ("low", "medium", "high", "xhigh", "max")
    thinking_off: bool = False
    system_turns: bool = True
    max_input: int = 1_000_000
    max_output: int = 128_000
    lifecycle: Lifecycle = "active"


MODELS: dict[str, Model] = {
    model.id: model
    for model in (
        Model(id="claude-fable-5-2", name="Claude Fable 5.2", cache_floor=512),
        Model(id="claude-fable-5-1", name="Claude Fable 5.1", cache_floor=512),
        Model(id="claude-opus-5-5", name="Claude Opus 5.5", cache_floor=512),
        Model(
            id="claude-sonnet-5-5",
            name="Claude Sonnet 5.5",
            cache_floor=512,
            efforts=("low", "medium", "high"),
        ),
        Model(
            id="claude-haiku-5-5",
            name="Claude Haiku 5.5",
            cache_floor=512,
            thinking_off=True,
            system_turns=False,
        ),
        Model(id="claude-opus-5", name="Claude Opus 5", cache_floor=512, strict=False),
        Model(
            id="claude-sonnet-5",
            name="Claude Sonnet 5",
            cache_floor=1024,
            strict=False,
            system_turns=False,
        ),
        Model(id="claude-opus-4-8", name="Claude Opus 4.8", cache_floor=1024, strict=False),
        Model(
            id="claude-haiku-4-5",
            name="Claude Haiku 4.5",
            cache_floor=4096,
            strict=False,
            system_turns=False,
            max_input=200_000,
            max_output=64_000,
        ),
        Model(
            id="claude-sonnet-4-5",
            name="Claude Sonnet 4.5",
            cache_floor=1024,
            strict=False,
            system_turns=False,
            max_input=200_000,
            max_output=64_000,
            lifecycle="deprecated",
        ),
    )
}


def find_model(name: object) -> Model:
    """Raises RefusedError (404) for a model that does not exist, as the service does."""
    if isinstance(name, str) and name in MODELS:
        return MODELS[name]
    raise RefusedError(404, "not_found_error", f"model: {name}")


def as_json(model: Model) -> Json:
    """One row of GET /v1/models."""
    return {
        "id": model.id,
        "type": "model",
        "display_name": model.name,
        "created_at": "2026-01-01T00:00:00Z",
        "lifecycle": model.lifecycle,
        "max_input_tokens": model.max_input,
        "max_tokens": model.max_output,
        "deprecated_at": None,
        "retires_at": None,
    }
