"""Exceptions. A door turns each into one Chinese sentence with place and remedy, and an exit status."""

from reportgen.core.finding import Finding
from reportgen.core.place import NOWHERE, Place


class ReportgenError(Exception):
    """Base: something stops the command. message and hint are Chinese; exit status 2 unless a subclass says otherwise.

    findings: all that is wrong, where it is more than one sentence.
    """

    exit_status = 2

    def __init__(self, message: str, *, at: Place = NOWHERE, hint: str = "", findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.message, self.at, self.hint, self.findings = message, at, hint, findings


class Unreadable(ReportgenError):
    """An input cannot be read at all (missing, encrypted, not what its name says)."""


class ScopeMismatch(ReportgenError):
    """A definition combines figures of different periods or populations without saying so: a fault in the pack."""


class Unavailable(ReportgenError):
    """A program this step needs is not on the machine (a browser, LibreOffice)."""


class Refused(ReportgenError):
    """The command will not do it in this state (open errors at --final); exit status 1."""

    exit_status = 1
