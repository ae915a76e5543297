"""The summary as one offline page without script: the schools in a table, and below what is to be said of each."""

import base64
import hashlib
from collections.abc import Mapping
from importlib import resources

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

_FORMATS = {"html": "网页", "pdf": "PDF", "docx": "Word"}
_MOST = 30  # findings a school shows on the page; all are in the workbook


def batch_html(told: Mapping[str, object]) -> bytes:
    """told: in the shape of summary.json."""
    template, style = (resources.files(__package__).joinpath(name).read_text("utf-8").strip() for name in ("page.html.j2", "page.css"))
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    csp = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    labels = {"error": "错误", "warning": "警告", "note": "提示"}
    return (environment.from_string(template).render(run=told, style=Markup(style), csp=csp, formats=_FORMATS, most=_MOST, labels=labels) + "\n").encode()
