"""The command line. Each command's module is imported only when that command runs, so `--help` is instant."""

from reportgen.cli.main import main

__all__ = ["main"]
