"""From the files of data_contracts/<year> to a `Pack`: read, merged, checked; all faults at once, each with its line.

pack.yaml: extends, provisional, province, edition, required_parts, choices, rounding, periods, populations, outliers, gather, citation, remove.

P145 provisional-pack   the notice of the year has not arrived; a warning, and an error of a final report
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from reportgen.core.finding import Finding, Severity, errors, ordered
from reportgen.core.pack import AnnexTable, Indicator, Outliers, Pack, frozen
from reportgen.core.place import Place
from reportgen.core.show import Rounding
from reportgen.pack.annex import read_annex
from reportgen.pack.benchmarks import read_benchmarks
from reportgen.pack.citation import read_citation
from reportgen.pack.contracts import read_contracts
from reportgen.pack.definitions import Words, read_breakdown, read_indicator
from reportgen.pack.each import filled, read_gathered, settings
from reportgen.pack.edition import read_edition, read_periods
from reportgen.pack.identity import identified, identified_series
from reportgen.pack.references import check_references
from reportgen.pack.rulebook import read_bases, read_papers, read_requirements, read_words
from reportgen.pack.sources import Sources, read_sources
from reportgen.yamlplaces import Node, Reader

_REQUIRED = ("edition", "required_parts", "citation")
_OPTIONAL = ("extends", "provisional", "province", "choices", "rounding", "periods", "populations", "outliers", "gather", "remove")
_OUTLIERS = ("watch", "explain", "points", "small")
_ROUNDINGS = tuple(str(one) for one in Rounding)


def load_pack(data_contracts: Path, year: int, *, bare: bool = False) -> tuple[Pack | None, tuple[Finding, ...]]:
    """The pack of `year`, or None if it has errors.

    data_contracts: the folder that holds one folder a year. Places name files as `data_contracts/<year>/…`.
    bare: as it was before anything of its own was written: the year it extends, with this year's edition.
    """
    reader = Reader()
    sources = read_sources(data_contracts, year, reader, bare=bare)
    pack = _pack(year, sources, reader) if sources is not None else None
    findings = ordered((*reader.findings, *(provisional(pack, Severity.WARNING) if pack is not None and not bare else ())))
    return None if errors(findings) else pack, findings


def provisional(pack: Pack, severity: Severity) -> tuple[Finding, ...]:
    """That the pack is still last year's, with what to do; nothing if it is not."""
    if not pack.provisional:
        return ()
    return (Finding("P145", "provisional-pack", severity, f"{pack.edition.label}的通知还没有到，暂用{pack.base or '上'}年度的口径",
                    Place(f"data_contracts/{pack.year}/pack.yaml"),
                    f"通知下发后逐行核对附件，把变化和依据写进 data_contracts/{pack.year}/，删去 provisional 一行，再运行 reportgen pack rebase {pack.year}"),)


def _pack(year: int, sources: Sources, reader: Reader) -> Pack | None:
    fields = reader.fields(sources.pack, _REQUIRED, _OPTIONAL)
    if "edition" not in fields:
        return None
    edition = read_edition(fields["edition"], reader)
    periods = read_periods(fields.get("periods"), edition, reader)
    populations = _texts(fields.get("populations"), reader)
    choices = _texts(fields.get("choices"), reader)
    words = Words(periods, populations, choices)
    gathering = settings(fields.get("gather"), reader)
    sources = filled(sources, gathering, reader)
    bases = read_bases(sources.bases, reader)
    annex = read_annex(sources.annex, reader)
    indicators = identified({id: read_indicator(id, node, words, reader) for id, node in sources.indicators.items()}, periods, edition)
    series = identified_series({id: read_breakdown(id, node, words, reader) for id, node in sources.series.items()}, periods, edition)
    pack = Pack(
        year, edition, contracts=read_contracts(sources.tables, reader), indicators=frozen(_printed_first(indicators, annex)),
        breakdowns=frozen(series), annex=annex, required_parts=reader.texts(fields.get("required_parts")), terms=read_words(sources.words, bases, reader),
        periods=frozen(periods), choices=frozen(choices), populations=frozen(populations),
        rounding=Rounding(reader.choice(fields.get("rounding"), _ROUNDINGS, Rounding.HALF_UP)),
        citation=read_citation(fields.get("citation"), reader), version=sources.version,
        benchmarks=read_benchmarks(sources.benchmarks, indicators, reader), outliers=_outliers(fields.get("outliers"), reader),
        requirements=read_requirements(sources.rules, bases, reader), papers=read_papers(sources.papers, reader),
        province=reader.text(fields.get("province")), base=reader.integer(fields["extends"]) if "extends" in fields else None,
        provisional=reader.flag(fields.get("provisional")), gathered=read_gathered(sources.gathered, reader), report=gathering["report"])
    check_references(pack, sources, reader)
    return pack


def _texts(node: Node | None, reader: Reader) -> Mapping[str, str]:
    return {key: reader.text(value) for key, value in (node.items() if node is not None else ())}


def _outliers(node: Node | None, reader: Reader) -> Outliers:
    fields = reader.fields(node, (), _OUTLIERS) if node is not None else {}
    return Outliers(**{key: reader.decimal(value, getattr(Outliers(), key)) for key, value in fields.items()})


def _printed_first(indicators: Mapping[str, Indicator], annex: Iterable[AnnexTable]) -> dict[str, Indicator]:
    """The printed rows in their order, then the rest as they stand in the files."""
    printed = [row.indicator for table in annex for row in table.rows if row.indicator in indicators]
    return {id: indicators[id] for id in dict.fromkeys((*printed, *indicators))}
