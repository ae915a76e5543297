"""A snapshot cannot be changed unnoticed, and a freeze that is killed or runs out of disk leaves what was before or what is after."""

import os
import random
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reportgen.core.errors import Refused, ReportgenError
from reportgen.intake import alone, current_snapshot, verify
from tests.intake.specimen import export, frozen, people

_EVENTS = frozenset(("os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree"))


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


def changing(folder: Path, act: Callable[[], None], at: int) -> Callable[[str, tuple], None]:
    """An audit hook that acts before the `at`-th change that is made below the folder; a full disk stays full, but lets files go."""
    left = [at]

    def hook(event: str, args: tuple) -> None:
        writes = event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+")
        if (writes or event in _EVENTS) and str(folder) in str(args[0]):
            left[0] -= 1
            if left[0] == 0 or left[0] < 0 and writes:
                act()
    return hook


def broken(exports: Path, folder: Path, act: Callable[[], None], at: int) -> int:
    """A freeze in a child of ours, disturbed at its `at`-th change; its wait status."""
    child = os.fork()
    if child == 0:
        try:
            sys.addaudithook(changing(folder, act, at))
            frozen(exports, folder)
            os._exit(0)
        except (OSError, ReportgenError):
            os._exit(1)
        finally:
            os._exit(3)
    return os.waitpid(child, 0)[1]


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def full() -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("act", [killed, full])
def test_disturbed_at_any_step_it_leaves_one_whole_state(tmp_path: Path, kept: Path, act: Callable[[], None]) -> None:
    out, after = tmp_path / "out", export(tmp_path / "in", people(change={"G2": 1}))
    new = frozen(after, tmp_path / "elsewhere")[0].id
    for step in range(1, 60):
        status = broken(after, out, act, step)
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
