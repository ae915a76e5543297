"""The board as one offline page that also fits a telephone; it runs no script."""

from collections.abc import Mapping
from importlib import resources

from jinja2 import Environment, StrictUndefined

from reportgen.writers.board.lines import days


def board_html(board: Mapping[str, object], states: Mapping[str, str]) -> bytes:
    """The page; the same bytes for the same board. states: state → word."""
    environment = Environment(undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["days"] = days
    template = environment.from_string(resources.files(__package__).joinpath("page.html.j2").read_text("utf-8"))
    rows = {one["department"]: [row for row in board["sections"] if row["department"] == one["department"]] for one in board["departments"]}
    return template.render(board=board, states=states, rows=rows).encode()
