"""Building again at every change, with a live preview in the browser: `watch`."""

from reportgen.watch.loop import watch

__all__ = ["watch"]
