"""`make bench B=name`: measure one thing, or without a name everything that is short."""

import asyncio
import importlib
import sys
import time

SHORT = ("thinking",)
LONG = ("mentions", "outages", "crashes", "face", "crowd", "spender")


def main() -> None:
    wanted = sys.argv[1:] or list(SHORT)
    unknown = [name for name in wanted if name not in (*SHORT, *LONG)]
    if unknown:
        sys.exit(
            f"There is no benchmark {unknown[0]}; there are: {', '.join((*SHORT, *LONG))}."
        )
    held = [_measured(name) for name in wanted]
    sys.exit(0 if all(held) else 1)


def _measured(name: str) -> bool:
    module = importlib.import_module(f"benchmarks.{name}")
    print(f"\n{name}: {(module.__doc__ or '').strip()}\n", flush=True)
    began = time.monotonic()
    held = bool(asyncio.run(module.run()))
    verdict = "as promised" if held else "NOT as promised"
    print(f"\n{verdict}; measured in {time.monotonic() - began:.0f} s", flush=True)
    return held


if __name__ == "__main__":
    main()
