"""Statistical periods. Figures of different periods do not combine unless a definition says so."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PeriodKind(StrEnum):
    SCHOOL_YEAR = "学年"
    CALENDAR_YEAR = "自然年"
    AS_OF = "时点"
    COHORT = "届"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time or a moment. start and end are inclusive; for 时点 they are equal."""

    kind: PeriodKind
    start: date
    end: date

    def __str__(self) -> str:
        match self.kind:
            case PeriodKind.SCHOOL_YEAR:
                return f"{self.start.year}—{self.end.year}学年"
            case PeriodKind.CALENDAR_YEAR:
                return f"{self.start.year}年"
            case PeriodKind.COHORT:
                return f"{self.end.year}届"
            case PeriodKind.AS_OF:
                return f"截至{self.end.year}年{self.end.month}月{self.end.day}日"

    def as_json(self) -> dict[str, str]:
        return {"kind": str(self.kind), "start": self.start.isoformat(), "end": self.end.isoformat()}
