"""The system's browser, started once for all charts: plotly figures in, SVG out.

One headless run without network: the page holds plotly, the font and every figure, draws them one after the other and leaves
the pictures in its body, which the browser prints. Nothing is downloaded or installed; a hung browser is killed.
"""

import base64
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from reportgen.core.errors import Unavailable
from reportgen.writers.charts import face

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge-stable",
          "microsoft-edge", "msedge")
_MAC = ("Google Chrome", "Microsoft Edge", "Chromium")
_WINDOWS = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe",
            r"Chromium\Application\chrome.exe")
_FLAGS = ("--headless", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
          "--disable-default-apps", "--disable-sync", "--disable-extensions", "--disable-breakpad", "--disable-dev-shm-usage",
          "--disable-domain-reliability", "--no-first-run", "--no-default-browser-check", "--no-pings", "--mute-audio",
          "--metrics-recording-only", "--password-store=basic", "--use-mock-keychain", "--hide-scrollbars",
          "--font-render-hinting=none", "--force-device-scale-factor=1", "--proxy-server=127.0.0.1:9",
          "--host-resolver-rules=MAP * ~NOTFOUND", "--allow-file-access-from-files")
_PROBE = "学校概况Ag0%"  # measured in the page: the font must be ours
_HINT = "请安装 Microsoft Edge 或 Google Chrome；Linux 可运行 apt-get install chromium。图表缓存仍有效，装好后重新运行即可。"

_PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; script-src file: 'unsafe-inline'; style-src 'unsafe-inline'; font-src file:; img-src data: blob:">
<style>@font-face {{ font-family: "{family}"; src: url("font.otf"); }} body {{ font-family: "{family}"; }}</style>
<script src="plotly.min.js" charset="utf-8"></script>
<script type="application/json" id="figures">{figures}</script>
</head><body><script>
(async () => {{
  const face = '100px "{family}"', answer = {{}};
  try {{
    await document.fonts.load(face, "{probe}");
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = face;
    answer.width = pen.measureText("{probe}").width;
    answer.pictures = [];
    for (const figure of JSON.parse(document.getElementById("figures").textContent)) {{
      const {{width, height}} = figure.layout;
      const url = await Plotly.toImage(figure, {{format: "svg", width, height}});
      answer.pictures.push(decodeURIComponent(url.slice(url.indexOf(",") + 1)));
    }}
  }} catch (error) {{ answer.error = String(error); }}
  const bytes = new TextEncoder().encode(JSON.stringify(answer));
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  document.body.textContent = "[[" + btoa(text) + "]]";
}})();
</script></body></html>
"""


def find(environment: Mapping[str, str] | None = None, platform: str = sys.platform) -> Path | None:
    """The first Chromium, Chrome or Edge at a well-known name or place; None if there is none.

    The environment's REPORTGEN_BROWSER names another one.
    """
    environment = os.environ if environment is None else environment
    return next((path for path in _candidates(environment, platform) if path.is_file()), None)


def _candidates(environment: Mapping[str, str], platform: str) -> Iterator[Path]:
    if chosen := environment.get("REPORTGEN_BROWSER"):
        yield Path(chosen)
    for name in _NAMES:
        if found := shutil.which(name, path=environment.get("PATH")):
            yield Path(found)
    if platform == "darwin":
        for root in ("/", environment.get("HOME", "/")):
            yield from (Path(root, "Applications", f"{name}.app", "Contents/MacOS", name) for name in _MAC)
    elif platform == "win32":
        roots = [environment[key] for key in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA") if key in environment]
        yield from (Path(root, place) for place in _WINDOWS for root in roots)


def render(figures: Sequence[Mapping], *, seconds: float | None = None) -> list[str]:
    """The figures as plotly's SVG, in one browser run.

    Raises: Unavailable if there is no browser, or it does not answer in time (20 s and 2 s a chart unless said otherwise).
    """
    browser = find()
    if browser is None:
        raise Unavailable("画图需要浏览器，本机没有找到 Chromium、Google Chrome 或 Microsoft Edge。", hint=_HINT)
    with tempfile.TemporaryDirectory(prefix="charts-", dir=_workroom(browser), ignore_cleanup_errors=True) as folder:
        page = _page(Path(folder), figures)
        printed = _run(browser, page, seconds or 20 + 2 * len(figures))
    return _answer(printed, len(figures), browser)


def _workroom(browser: Path) -> Path | None:
    """Where the browser can read: a snap package sees only its own folder of the home directory."""
    with browser.open("rb") as file:
        wrapper = file.read(2048)
    if "snap" not in browser.resolve().parts and not (wrapper.startswith(b"#!") and b"/snap/" in wrapper):
        return None
    room = Path.home() / "snap" / "chromium" / "common"
    room.mkdir(parents=True, exist_ok=True)
    return room


def _page(folder: Path, figures: Sequence[Mapping]) -> Path:
    """Writes page, plotly and font side by side."""
    shutil.copyfile(_plotly(), folder / "plotly.min.js")
    shutil.copyfile(face.path(), folder / "font.otf")
    data = json.dumps(figures, ensure_ascii=True).replace("<", "\\u003c")
    page = folder / "page.html"
    page.write_text(_PAGE.format(family=face.FAMILY, figures=data, probe=_PROBE), encoding="utf-8")
    return page


def _plotly() -> Path:
    """plotly.js as plotly ships it; plotly itself, which is slow to import, is not loaded."""
    return Path(find_spec("plotly").origin).parent / "package_data" / "plotly.min.js"


def _run(browser: Path, page: Path, seconds: float) -> bytes:
    command = [str(browser), *_FLAGS, f"--user-data-dir={page.parent / 'profile'}",
               f"--virtual-time-budget={int(seconds * 1000)}", "--dump-dom", page.as_uri()]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.insert(1, "--no-sandbox")
    try:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                   start_new_session=True)
    except OSError as error:
        raise Unavailable(f"浏览器不能启动：{browser.name}。", hint=_HINT) from error
    try:
        return process.communicate(timeout=seconds)[0]
    except subprocess.TimeoutExpired as error:
        raise Unavailable(f"浏览器（{browser.name}）{seconds:.0f} 秒内没有画完图表，已将其结束。",
                          hint="请关闭占用内存的程序后重试；仍不行时，用环境变量 REPORTGEN_BROWSER 指定另一个浏览器。") from error
    finally:
        _end(process)


def _end(process: subprocess.Popen) -> None:
    """The browser and every process it started are gone afterwards."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
    process.wait()
    if process.stdout:
        process.stdout.close()


def _answer(printed: bytes, count: int, browser: Path) -> list[str]:
    answer = _unpacked(printed.decode("ascii", "replace"))
    problem = answer.get("error") or ("width" in answer and _foreign(answer["width"])) or ""
    if problem or len(answer.get("pictures", ())) != count:
        raise Unavailable(f"浏览器（{browser.name}）没有画出图表{'：' + problem if problem else '。'}",
                          hint="请更新浏览器，或用环境变量 REPORTGEN_BROWSER 指定另一个 Chromium、Chrome 或 Edge。")
    return answer["pictures"]


def _unpacked(text: str) -> dict:
    """What the page left between brackets; empty if it left nothing."""
    _, _, rest = text.rpartition("[[")
    try:
        return json.loads(base64.b64decode(rest.partition("]]")[0]))
    except ValueError:
        return {}


def _foreign(width: float) -> str:
    """A sentence if the page's text is not set in our font."""
    return "" if abs(width - face.width(_PROBE, 100)) < 1 else f"字体 {face.FAMILY} 没有载入"
