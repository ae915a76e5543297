"""Assignments: project.yaml and the YAML of chapters/ become a Project and ReportPlans. Nothing here touches the disk."""

import re
from collections.abc import Iterable, Mapping

from reportgen.compose import faults
from reportgen.compose.attested import ATTESTED_FILE
from reportgen.compose.cases import SLUG
from reportgen.compose.faults import nearest
from reportgen.compose.shapes import CHART, TABLE, Path, Shape, places, read_spec
from reportgen.compose.waivers import WAIVERS_FILE
from reportgen.core.credit import credit_code_holds
from reportgen.core.document import PartRole
from reportgen.core.finding import Finding
from reportgen.core.pack import frozen
from reportgen.core.place import Place
from reportgen.core.plan import Enterprise, PartPlan, Project, ReportPlan, SectionPlan
from reportgen.yamlplaces import Node, Reader, load

PROJECT_FILE = "project.yaml"
_REPORT = re.compile(r"chapters/([^/]+)/report\.yaml$")
_EACH = ("enterprise", "department")
_ROLES = (PartRole.PREFACE, PartRole.OVERVIEW, PartRole.PART)
ENTERPRISE = "{enterprise}"  # in a section's file name: the id of the enterprise whose report it is
_SECTION = ("id", "title", "file", "lead"), ("support", "writer", "reviewer", "due", "words", "points", "figures", "charts", "tables", "cases")


def read_project(texts: Mapping[str, str]) -> tuple[Project | None, tuple[Finding, ...]]:
    """project.yaml; None if it says neither school nor year. texts: project path → text."""
    node, broken = load(PROJECT_FILE, texts.get(PROJECT_FILE, ""), "A")
    reader = Reader(broken, "A")
    fields = reader.fields(node, ("school", "year", "date"), ("enterprises", "short_names", "allowed", "code", "kind"))
    enterprises = tuple(_enterprise(one, reader) for one in fields.get("enterprises", ()))
    _unique(((one.id, node.at) for one, node in zip(enterprises, fields.get("enterprises", ()), strict=True)), "企业", reader)
    school, year = reader.text(fields.get("school")), reader.integer(fields.get("year"))
    project = Project(school, year, reader.text(fields.get("date")), enterprises, reader.texts(fields.get("short_names")),
                      reader.texts(fields.get("allowed")), reader.text(fields.get("code")), reader.text(fields.get("kind")))
    return (project if school and year else None), tuple(reader.findings)


def report_ids(texts: Mapping[str, str]) -> tuple[str, ...]:
    """The reports of the project, by the names of their folders; the school's own first."""
    known = [match[1] for path in texts if (match := _REPORT.match(path))]
    return tuple(sorted(known, key=lambda id: (id != "school", id)))


def read_plan(texts: Mapping[str, str], report: str) -> tuple[ReportPlan | None, tuple[Finding, ...]]:
    """chapters/<report>/report.yaml with its parts; None if there is no such file."""
    path = f"chapters/{report}/report.yaml"
    if path not in texts:
        return None, (faults.MISSING_FILE.at(Place(path), f"没有名为“{report}”的报告", f"可用：{'、'.join(report_ids(texts))}"),)
    node, broken = load(path, texts[path], "A")
    reader = Reader(broken, "A")
    fields = reader.fields(node, ("id", "title", "parts"), ("subtitle", "each", "look", "annex", "statement", "default", "framework", "run_on"))
    folders = [(reader.text(one), one.at) for one in fields.get("parts", ())]
    parts = tuple(part for name, at in folders if (part := _part(texts, f"chapters/{report}/{name}", at, reader)))
    _unique(((part.id, part.at) for part in parts), "部分", reader)
    _exhibits_unique(parts, reader)
    _stray(texts, f"chapters/{report}/", {f"chapters/{report}/{name}" for name, _ in folders}, parts, reader)
    plan = ReportPlan(_id(fields.get("id"), report, reader), reader.text(fields.get("title")), reader.choice(fields.get("each"), _EACH), parts,
                      frozen(_statement(fields.get("statement"), reader)), reader.flag(fields.get("annex")),
                      reader.text(fields.get("look"), "official"), Place(path, 1, 1), reader.text(fields.get("subtitle"), "（{label}）"),
                      reader.flag(fields.get("default"), True), reader.flag(fields.get("framework"), True), reader.flag(fields.get("run_on")))
    return plan, tuple(reader.findings)


def _enterprise(node: Node, reader: Reader) -> Enterprise:
    fields = reader.fields(node, ("id", "name"), ("college", "code", "consent", "reported"))
    code, agreed = reader.text(fields.get("code")), fields.get("consent")
    if code and not credit_code_holds(code):
        reader.findings.append(faults.WRONG_CREDIT_CODE.at(fields["code"].at, f"统一社会信用代码“{code}”不对：应为18位，且与校验位相符", "对照营业执照改正"))
    consent = reader.fields(agreed, ("by", "on")) if agreed is not None else {}
    told = f"{reader.text(consent.get('by'))}，{reader.day(consent.get('on')).isoformat()}" if len(consent) == 2 else ""
    return Enterprise(_id(fields.get("id"), "", reader), reader.text(fields.get("name")), reader.text(fields.get("college")), code, told,
                      tuple(reader.integer(one) for one in fields.get("reported", ())))


def _statement(node: Node | None, reader: Reader) -> dict[str, object]:
    if node is None:
        return {}
    fields = reader.fields(node, ("title", "paragraphs", "signatures"), ("scan", "signed", "on_scan"))
    return {"title": reader.text(fields.get("title")), "paragraphs": reader.texts(fields.get("paragraphs")),
            "signatures": reader.texts(fields.get("signatures")), "scan": reader.text(fields.get("scan")),
            "signed": reader.day(fields["signed"]).isoformat() if "signed" in fields else "", "on_scan": frozen(_on_scan(fields.get("on_scan"), reader))}


def _on_scan(node: Node | None, reader: Reader) -> dict[str, Mapping[str, str]]:
    """What somebody read off the signed page, word for word; off those of enterprises by their ids, else under ""."""
    if node is None:
        return {}
    several = isinstance(node.value, Mapping) and node.value and all(isinstance(one.value, Mapping) for _, one in node.items())
    read = {}
    for id, page in node.items() if several else (("", node),):
        fields = reader.fields(page, ("title", "year", "date"))
        read[id] = frozen({"title": reader.text(fields.get("title")), "year": reader.text(fields.get("year")),
                           "date": reader.day(fields["date"]).isoformat() if "date" in fields else ""})
    return read


def _part(texts: Mapping[str, str], folder: str, named: Place, reader: Reader) -> PartPlan | None:
    path = f"{folder}/part.yaml"
    if path not in texts:
        near = nearest(folder, {one.rsplit("/", 1)[0] for one in texts if one.endswith("/part.yaml")}, 1)
        reader.findings.append(faults.MISSING_FILE.at(named, f"没有文件 {path}", f"是不是 {near[0]}？" if near else "建立这个文件夹和 part.yaml，或从 parts 中去掉"))
        return None
    node = _load(path, texts, reader)
    fields = reader.fields(node, ("id", "title", "role", "sections"), ("fulfils", "cards"))
    charts, chart_places = _specs(f"{folder}/charts.yaml", "charts", CHART, texts, reader)
    tables, table_places = _specs(f"{folder}/tables.yaml", "tables", TABLE, texts, reader)
    sections = tuple(_section(one, folder, texts, {"charts": charts, "tables": tables}, reader) for one in fields.get("sections", ()))
    _unique(((one.id, one.at) for one in sections), "小节", reader)
    role = PartRole(reader.choice(fields.get("role"), _ROLES, PartRole.PART))
    return PartPlan(_id(fields.get("id"), folder, reader), reader.text(fields.get("title")), role, reader.text(fields.get("fulfils")), sections,
                    frozen(charts), frozen(tables), folder, Place(path, 1, 1), frozen({**chart_places, **table_places}),
                    reader.texts(fields.get("cards")))


def _section(node: Node, folder: str, texts: Mapping[str, str], specs: Mapping[str, Mapping[str, object]], reader: Reader) -> SectionPlan:
    fields = reader.fields(node, *_SECTION)
    lists = {key: reader.texts(fields.get(key)) for key in ("support", "points", "figures", "charts", "tables", "cases")}
    plain = {key: reader.text(fields.get(key)) for key in ("title", "file", "lead", "writer", "reviewer", "due")}
    if plain["file"] and ENTERPRISE not in plain["file"] and f"{folder}/{plain['file']}" not in texts:
        reader.findings.append(faults.MISSING_FILE.at(fields["file"].at, f"没有文件 {folder}/{plain['file']}", f"请{plain['lead']}交稿，或检查文件名"))
    for key in ("charts", "tables"):
        _assigned(fields.get(key), specs[key], f"{key}.yaml", reader)
    return SectionPlan(_id(fields.get("id"), "", reader), **plain, **lists, words=_words(fields.get("words"), reader), at=node.at)


def _assigned(node: Node | None, known: Mapping[str, object], file: str, reader: Reader) -> None:
    for one in node or ():
        if isinstance(one.value, str) and one.value not in known:
            near = nearest(one.value, known, 1)
            reader.findings.append(faults.UNKNOWN_ASSIGNMENT.at(one.at, f"{file} 里没有“{one.value}”", f"改成“{near[0]}”" if near else f"在 {file} 中写上它"))


def _words(node: Node | None, reader: Reader) -> tuple[int, int] | None:
    if node is None:
        return None
    bounds = tuple(reader.integer(one) for one in node)
    if len(bounds) == 2 and 0 <= bounds[0] <= bounds[1]:
        return bounds
    reader.fail(node.at, "字数范围不对", "写成 [最少, 最多]，如 [800, 1600]")
    return None


def _specs(path: str, kind: str, shapes: Mapping[str, Shape], texts: Mapping[str, str],
           reader: Reader) -> tuple[dict[str, Mapping[str, object]], dict[Path, Place]]:
    if path not in texts:
        return {}, {}
    node = _load(path, texts, reader)
    specs, known = {}, {}
    for id, spec in node.items():
        _checked(id, node.keys[id], reader)
        specs[id] = frozen(read_spec(spec, shapes, reader))
        known.update(places(spec, (kind, id)))
        known[kind, id] = node.keys[id]
    return specs, known


def _exhibits_unique(parts: tuple[PartPlan, ...], reader: Reader) -> None:
    """Charts and tables of one report share one list of ids: they are anchors of one document."""
    _unique(((id, part.places[kind, id]) for part in parts for kind in ("charts", "tables") for id in getattr(part, kind)), "图表", reader)


def _stray(texts: Mapping[str, str], base: str, folders: set[str], parts: tuple[PartPlan, ...], reader: Reader) -> None:
    """Files that nobody assigned: a forgotten section is worse than a message too many."""
    named = [f"{part.folder}/{name}" for part in parts for name in ("part.yaml", "charts.yaml", "tables.yaml", *(one.file for one in part.sections))]
    assigned = re.compile("|".join(re.escape(path).replace(re.escape(ENTERPRISE), "[^/]+") for path in named) or "$^")
    for path in texts:
        folder = "/".join(path.split("/")[:3])
        if not path.startswith(base) or folder == path or assigned.fullmatch(path) or ATTESTED_FILE.match(path) or WAIVERS_FILE.match(path):
            continue
        if folder in folders:
            reader.findings.append(faults.STRAY_FILE.at(Place(path), "没有一个小节用到这个文件，不会印出", "在 part.yaml 的 sections 中列出它，或删去这个文件"))
        elif path.endswith("/part.yaml"):
            reader.findings.append(faults.STRAY_FILE.at(Place(path), "这个文件夹没有列入 report.yaml 的 parts，不会印出", "列入 parts，或删去这个文件夹"))


def _load(path: str, texts: Mapping[str, str], reader: Reader) -> Node:
    node, broken = load(path, texts[path], "A")
    reader.findings.extend(broken)
    return node


def _id(node: Node | None, default: str, reader: Reader) -> str:
    return _checked(reader.text(node), node.at, reader) if node is not None else default


def _checked(id: str, at: Place, reader: Reader) -> str:
    if not SLUG.match(id):
        reader.findings.append(faults.BAD_ID.at(at, f"编号“{id}”不能用", "编号只用字母、数字、汉字、下划线和短横，60 字以内"))
    return id


def _unique(ids: Iterable[tuple[str, Place]], what: str, reader: Reader) -> None:
    known: dict[str, Place] = {}
    for id, at in ids:
        if id and id in known:
            reader.findings.append(faults.DUPLICATE_ID.at(at, f"{what}编号“{id}”重复", "换一个编号", also=(known[id],)))
        known.setdefault(id, at)
