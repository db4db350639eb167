"""The stage on which whole questions are tried: one after another in one process."""

from pathlib import Path

from evals.cases import shipped
from evals.stage import open_stage


async def test_stages_follow_each_other_in_one_process(tmp_path: Path) -> None:
    """The engine is one per process, so leaving a stage has to let go of all of it."""
    texts = []
    for name in ("first", "second"):
        async with open_stage(shipped().workspace, tmp_path / name) as stage:
            told = await stage.ask("nikhil", "general", "when and where is the offsite?")
            texts.append(told.text)

    assert all("Ghent" in text for text in texts)
