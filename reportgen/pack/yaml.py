"""The YAML reader with the codes of a pack: P101 to P106 as `reportgen.yamlplaces` lists them, further ones by module.

Findings of this room state their code in full, with the P.
"""

from reportgen import yamlplaces
from reportgen.core.place import Place
from reportgen.yamlplaces import Node, load

__all__ = ["Node", "Reader", "load"]


class Reader(yamlplaces.Reader):
    """Takes typed values out of a pack's nodes and collects what is wrong with them in `findings`."""

    def fail(self, at: Place, message: str, hint: str, *, code: str = "P106", name: str = "bad-value") -> None:
        """Records an error at that place."""
        super().fail(at, message, hint, code=code.removeprefix("P"), name=name)
