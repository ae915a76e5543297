"""What the public was told: published.json of a year, its editions, and the errata of a later one."""

from reportgen.published.errata import HEAD, corrected, with_errata
from reportgen.published.passages import Change, compared, passages, printed
from reportgen.published.record import Amendment, Published, base_findings, in_edition, lock_findings, path_of, read_published, record_findings, revised, written

__all__ = ["HEAD", "Amendment", "Change", "Published", "base_findings", "compared", "corrected", "in_edition", "lock_findings", "passages", "path_of", "printed", "read_published",
           "record_findings", "revised", "with_errata", "written"]
