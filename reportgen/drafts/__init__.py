"""Taking in Word drafts: a department's file becomes a section or case of the project, its figures bound to the snapshot."""

from reportgen.drafts.taking import Options, Taken, measured, take_case, take_section

__all__ = ["Options", "Taken", "measured", "take_case", "take_section"]
