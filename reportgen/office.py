"""LibreOffice, where it is installed: a profile of its own, a limit of time, no network, nothing left behind."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

SECONDS = 120
_PROGRAMS = ("soffice", "libreoffice")
_PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice", r"C:\Program Files\LibreOffice\program\soffice.exe")
_NOWHERE = "http://127.0.0.1:9"  # a proxy that nobody answers: what a document links to outside itself stays unread
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""


def installed() -> str | None:
    """Where LibreOffice is; None if it is not on this machine."""
    return next((found for one in _PROGRAMS if (found := shutil.which(one))), None) or next((one for one in _PLACES if Path(one).is_file()), None)


def converted(program: str, files: Mapping[str, bytes], to: str, *, seconds: int = SECONDS, settings: Mapping[str, str] | None = None) -> dict[str, bytes]:
    """The files in another format, by their names without suffix; those that it cannot read, or not in time, are missing (all are tried twice).

    files: by plain ASCII names whose suffix says what they are. to: suffix and export filter, as in "pdf:writer_pdf_Export". settings: of its environment.
    """
    made: dict[str, bytes] = {}
    for _ in range(2):
        left = {name: data for name, data in files.items() if Path(name).stem not in made}
        if left:
            made |= _run(program, left, to, seconds, settings or {})
    return made


def _run(program: str, files: Mapping[str, bytes], to: str, seconds: int, settings: Mapping[str, str]) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory(prefix="reportgen-") as folder:
        root = Path(folder)
        out, profile = root / "out", root / "profile"
        for name, data in files.items():
            (root / name).write_bytes(data)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck", "--convert-to", to,
                   "--outdir", str(out), *(str(root / name) for name in files)]
        environment = {**os.environ, "http_proxy": _NOWHERE, "https_proxy": _NOWHERE, **settings}
        _wait(command, seconds, environment)
        return {path.stem: path.read_bytes() for path in sorted(out.glob("*"))} if out.is_dir() else {}


def _wait(command: list[str], seconds: int, environment: Mapping[str, str]) -> None:
    """Runs it; with everything it started it ends when its time is over."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment,
                               start_new_session=os.name != "nt")
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
