"""Plotly's own picture of a figure, drawn in one headless run of the system's browser, without network."""

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from reportgen.writers.charts import face

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge-stable", "microsoft-edge")
_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
          "--disable-extensions", "--disable-dev-shm-usage", "--no-first-run", "--hide-scrollbars", "--font-render-hinting=none",
          "--force-device-scale-factor=1", "--proxy-server=127.0.0.1:9", "--allow-file-access-from-files")
_PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8">
<style>@font-face {{ font-family: "{family}"; src: url("font.otf"); }} body {{ font-family: "{family}"; }}</style>
<script src="plotly.min.js" charset="utf-8"></script>
<script type="application/json" id="figures">{figures}</script></head><body><script>
(async () => {{
  await document.fonts.load('100px "{family}"', "学校");
  const pictures = [];
  for (const figure of JSON.parse(document.getElementById("figures").textContent)) {{
    const {{width, height}} = figure.layout;
    const url = await Plotly.toImage(figure, {{format: "svg", width, height}});
    pictures.push(decodeURIComponent(url.slice(url.indexOf(",") + 1)));
  }}
  const bytes = new TextEncoder().encode(JSON.stringify(pictures));
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  document.body.textContent = "[[" + btoa(text) + "]]";
}})();
</script></body></html>
"""


def find() -> str | None:
    """The first Chromium, Chrome or Edge on the path."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


def render(figures: Sequence[Mapping], folder: Path) -> list[str]:
    """The figures as plotly's SVG. folder: an empty one, for the page and the browser's profile."""
    shutil.copyfile(Path(find_spec("plotly").origin).parent / "package_data" / "plotly.min.js", folder / "plotly.min.js")
    shutil.copyfile(face.path(), folder / "font.otf")
    data = json.dumps(figures, ensure_ascii=True).replace("<", "\\u003c")
    (folder / "page.html").write_text(_PAGE.format(family=face.FAMILY, figures=data), encoding="utf-8")
    seconds = 60 + 2 * len(figures)
    command = [find(), *_FLAGS, f"--user-data-dir={folder / 'profile'}", f"--virtual-time-budget={seconds * 1000}", "--dump-dom",
               (folder / "page.html").as_uri()]
    printed = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=seconds,
                             check=True, env={**os.environ, "HOME": str(folder)}).stdout.decode("ascii", "replace")
    return json.loads(base64.b64decode(printed.rpartition("[[")[2].partition("]]")[0]))
