"""A snapshot cannot be changed unnoticed, and a freeze that is killed or runs out of disk leaves what was before or what is after."""

import os
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reportgen.core.errors import Refused
from reportgen.intake import alone, current_snapshot, verify
from tests.disturbing import disturbed, full, killed
from tests.intake.specimen import export, frozen, people


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    result, _ = frozen(export(tmp_path / "in"), tmp_path / "out")
    return result.folder


def test_each_of_a_thousand_flipped_bytes_is_found(kept: Path) -> None:
    dice = random.Random(1)
    files = sorted(path for path in kept.rglob("*") if path.is_file())
    whole = {path: path.read_bytes() for path in files}
    for _ in range(1000):
        path = dice.choices(files, [len(whole[one]) for one in files])[0]
        data = bytearray(whole[path])
        data[dice.randrange(len(data))] ^= dice.randrange(1, 256)
        path.write_bytes(data)
        found = verify(kept)
        assert found and (path.name in found[0].at.file or path.name == "manifest.json"), path
        path.write_bytes(whole[path])
    assert verify(kept) == ()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("act", [killed, full])
def test_disturbed_at_any_step_it_leaves_one_whole_state(tmp_path: Path, kept: Path, act: Callable[[], None]) -> None:
    out, after = tmp_path / "out", export(tmp_path / "in", people(change={"G2": 1}))
    new = frozen(after, tmp_path / "elsewhere")[0].id
    for step in range(1, 60):
        status = disturbed(lambda: frozen(after, out), out, act, step)
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) in (0, 1), (step, status)
        current = current_snapshot(out)
        assert current in (kept.name, new) and verify(out / current) == (), step
        if status == 0:
            break
        (out / "current").write_text(kept.name)
    assert step > 5 and current == new and sorted(path.name for path in out.iterdir() if path.name.startswith(".freeze")) == []


def test_two_at_once_one_wins_and_the_other_says_so(tmp_path: Path, kept: Path) -> None:
    with ThreadPoolExecutor(1) as other, alone(tmp_path / "out"):
        late = other.submit(frozen, export(tmp_path / "in", people(change={"G2": 1})), tmp_path / "out")
        with pytest.raises(Refused, match="另一个冻结正在进行"):
            late.result()
    assert current_snapshot(tmp_path / "out") == kept.name
