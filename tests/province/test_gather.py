"""Gathering: every school of the list, one school's fault stopping no other; the statistics against an independent count."""

import json
import shutil
import statistics
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from reportgen.core.document import Grid, plain
from reportgen.build import assemble
from reportgen.core.errors import Refused, Unreadable
from reportgen.core.figure import Figures
from reportgen.edition import freeze_year, open_year
from reportgen.files import write_together
from reportgen.province import Gathering, gather
from reportgen.published import path_of
from reportgen.workspace import Workspace
from reportgen.build import load_sources
from tests.cli.conftest import run
from tests.province import specimen
from tests.province.specimen import YEAR, gathered, name, roster, school
from tests.publish import specimen as finals

COUNT = 24


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Path]:
    """The province and its schools' folders; nobody changes them."""
    return specimen.delivered(tmp_path_factory.mktemp("province"), COUNT)


@pytest.fixture
def own(made: tuple[Workspace, Path], tmp_path: Path) -> tuple[Workspace, Path]:
    """Copies for one test."""
    return Workspace(shutil.copytree(made[0].root, tmp_path / "汇总")), shutil.copytree(made[1], tmp_path / "各校")


def folders(root: Path) -> list[Path]:
    return sorted(root.iterdir())


def rows(told: Gathering, table: str) -> list[list[str]]:
    data = next(data for path, data in told.files.items() if path.stem == table)
    return [line.split(",") for line in data.decode("utf-8-sig").splitlines()[1:]]


def record(root: Path, number: int, year: int = YEAR) -> Path:
    return path_of(Workspace(root / f"学校{number:03d}"), year)


def frozen(workspace: Workspace, told: Gathering) -> None:
    write_together(told.files)
    snapshot, found = freeze_year(workspace, workspace.contracts / str(YEAR) / "exports", YEAR)
    assert snapshot is not None, found


# ── what is gathered ───────────────────────────────────────────────────────

def test_every_school_of_the_list_and_its_figures(made: tuple[Workspace, Path]) -> None:
    told = gather(made[0], folders(made[1]), YEAR)
    assert (told.listed, told.published, told.figures, told.findings) == (COUNT, COUNT, COUNT * 14, ())
    assert rows(told, "各校公布情况")[8] == [name(9), "已公布", "2", "2025-12-20", "14"]
    first = rows(told, "各校公布指标")[0]
    assert first[:3] == [name(1), "placement_rate", "毕业去向落实率"] and first[4:] == ["%", gathered(made[0])["placement_rate"].definition]


def test_the_same_whatever_the_order_and_the_place(made: tuple[Workspace, Path], own: tuple[Workspace, Path]) -> None:
    one, two = gather(made[0], folders(made[1]), YEAR), gather(own[0], folders(own[1])[::-1], YEAR)
    assert list(one.files.values()) == list(two.files.values())


def test_only_figures_of_the_school_that_are_asked_for(own: tuple[Workspace, Path]) -> None:
    wanted = gathered(own[0])
    path = record(own[1], 1)
    told = json.loads(path.read_bytes())
    rate = wanted["placement_rate"]
    told["reports"]["school"]["figures"] += [{**specimen.figure(rate, "1.00", scope="某某企业有限公司")}, {**specimen.figure(rate, "2.00"), "id": "tel", "name": "校长手机"}]
    told["reports"]["enterprise/某某企业有限公司"] = told["reports"]["school"]
    path.write_text(json.dumps(told), "utf-8")
    data = gather(own[0], folders(own[1]), YEAR)
    assert data.findings == () and data.figures == COUNT * 14 and not any("校长手机" in text or "企业" in text for row in rows(data, "各校公布指标") for text in row)


def test_an_absent_figure_is_no_zero(own: tuple[Workspace, Path]) -> None:
    school(own[1], 2, gathered(own[0]), values={"startup_rate": None})
    told = gather(own[0], folders(own[1]), YEAR)
    assert [row[3] for row in rows(told, "各校公布指标") if row[:2] == [name(2), "startup_rate"]] == [""] and told.findings == ()


@pytest.mark.parametrize(("harm", "code", "state"), [
    (lambda root, _: record(root, 3).unlink(), "G411", "没有公布记录"),
    (lambda root, _: shutil.rmtree(root / "学校003"), "G411", "没有公布记录"),
    (lambda root, _: record(root, 3).write_text("{", "utf-8"), "G412", "公布记录损坏"),
    (lambda root, _: record(root, 3).write_bytes(b"\xff\xfe"), "G412", "公布记录损坏"),
    (lambda root, _: record(root, 3).write_text("[]", "utf-8"), "G412", "公布记录损坏"),
    (lambda root, wanted: school(root, 3, wanted, values={"startup_rate": "NaN"}), "G412", "公布记录损坏"),
    (lambda root, wanted: school(root, 3, wanted, values={"startup_rate": "十"}), "G412", "公布记录损坏"),
    (lambda root, wanted: record(school(root, 3, wanted, year=2024).parent, 3, 2024).replace(record(root, 3)), "G413", "年度不符"),
    (lambda root, wanted: shutil.copytree(school(root / "又", 3, wanted, edition=2), root / "又一份"), "G415", "重复报送"),
])
def test_a_school_s_fault_is_told_and_stops_no_other(own: tuple[Workspace, Path], harm: Callable, code: str, state: str) -> None:
    workspace, root = own
    harm(root, gathered(workspace))
    shutil.rmtree(root / "又", ignore_errors=True)
    told = gather(workspace, folders(root), YEAR)
    assert [(one.code, name(3) in one.message, bool(one.hint), bool(one.at.file)) for one in told.findings] == [(code, True, True, True)]
    assert told.published == COUNT - 1 and rows(told, "各校公布情况")[2] == [name(3), state, "", "", ""]
    assert len(rows(told, "各校公布指标")) == (COUNT - 1) * 14


def test_the_same_record_twice_counts_once(own: tuple[Workspace, Path]) -> None:
    shutil.copytree(own[1] / "学校003", own[1] / "又一份")
    told = gather(own[0], folders(own[1]), YEAR)
    assert [(one.code, one.severity) for one in told.findings] == [("G415", "warning")] and told.published == COUNT


def test_figures_of_another_meaning_stay_out(own: tuple[Workspace, Path]) -> None:
    path = record(own[1], 4)
    wanted = gathered(own[0])["stu_teacher_ratio"]
    path.write_text(path.read_text("utf-8").replace(wanted.definition, "stu_teacher_ratio:other"), "utf-8")
    told = gather(own[0], folders(own[1]), YEAR)
    assert [(one.code, one.figures) for one in told.findings] == [("G414", ("stu_teacher_ratio",))] and "生师比" in told.findings[0].message
    assert rows(told, "各校公布情况")[3] == [name(4), "已公布", "1", "2025-12-20", "13"] and told.published == COUNT


def test_a_school_that_is_not_listed_and_a_folder_that_is_none(own: tuple[Workspace, Path]) -> None:
    school(own[1], 99, gathered(own[0]))
    (own[1] / "空").mkdir()
    told = gather(own[0], folders(own[1]), YEAR)
    assert {(one.code, one.severity) for one in told.findings} == {("G416", "warning"), ("G401", "error")} and told.published == COUNT


def test_a_school_of_another_spelling_is_known_by_its_code(own: tuple[Workspace, Path]) -> None:
    path = own[1] / "学校003" / "project.yaml"
    path.write_text(path.read_text("utf-8").replace(name(3), "虚岭三职院"), "utf-8")
    assert gather(own[0], folders(own[1]), YEAR).published == COUNT


@pytest.mark.parametrize("harm", [lambda path: path.unlink(), lambda path: path.write_text("学校名称,学校代码,组别,公开校名\n", "utf-8"),
                                  lambda path: path.write_text("学校名称,学校代码,组别,公开校名\n甲,1,,是\n", "utf-8")])
def test_a_list_that_is_not_in_order_is_refused(own: tuple[Workspace, Path], harm: Callable) -> None:
    harm(roster(own[0].root))
    with pytest.raises(Refused):
        gather(own[0], folders(own[1]), YEAR)


def test_a_school_s_own_project_gathers_nothing(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        gather(finals.prepared(tmp_path / "学校"), [tmp_path], YEAR)


def test_the_final_report_of_a_real_project_is_gathered(own: tuple[Workspace, Path], tmp_path: Path) -> None:
    workspace = finals.finished(tmp_path / "真" / "学校")
    told = json.loads(path_of(workspace, YEAR).read_bytes())["reports"]["school"]["figures"]
    rate = next(one for one in told if one["name"] == "落实率")
    (own[0].contracts / str(YEAR) / "gathered.yaml").write_text(
        f'rate: {{name: 落实率, unit: "%", decimals: 0, period: cohort, definition: "{rate["definition"]}"}}\n', "utf-8")
    roster(own[0].root).write_text("学校名称,学校代码,组别,公开校名\n岭海职业技术学院,99011,高职专科,是\n", "utf-8")
    data = gather(own[0], [workspace.root], YEAR)
    assert data.findings == () and rows(data, "各校公布指标") == [["岭海职业技术学院", "rate", "落实率", rate["value"], "%", rate["definition"]]]
    register = workspace.snapshots(YEAR) / "ledger.jsonl"
    path = path_of(workspace, YEAR)
    path.write_text(path.read_text("utf-8").replace('"value": "67"', '"value": "77"'), "utf-8")
    assert register.is_file() and [one.code for one in gather(own[0], [workspace.root], YEAR).findings] == ["G412"]


# ── what is computed ───────────────────────────────────────────────────────

@pytest.fixture(scope="module")
def summed(made: tuple[Workspace, Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Figures, dict[str, dict[str, Decimal]]]:
    """A summary frozen, with three schools missing; its figures, and the values by indicator and school."""
    folder = tmp_path_factory.mktemp("summed")
    workspace = Workspace(shutil.copytree(made[0].root, folder / "汇总"))
    told = gather(workspace, folders(made[1])[3:], YEAR)
    frozen(workspace, told)
    values: dict[str, dict[str, Decimal]] = {}
    for of, id, _, value, *_ in rows(told, "各校公布指标"):
        values.setdefault(id, {})[of] = Decimal(value)
    return workspace, open_year(workspace, load_sources(workspace).project, YEAR).figures, values


def quartiles(values: list[Decimal]) -> list[Decimal]:
    """As spreadsheets do it, by the standard library, exactly."""
    exact = statistics.quantiles([Fraction(one) for one in values], n=4, method="inclusive")
    return [Decimal(one.numerator) / Decimal(one.denominator) for one in exact]


def test_quartiles_are_exact(summed: tuple) -> None:
    _, figures, values = summed
    for id, known in values.items():
        found = [figures[f"{id}_{end}", "学校"].value for end in ("n", "min", "q1", "median", "q3", "max")]
        assert found == [len(known), min(known.values()), *quartiles(list(known.values())), max(known.values())], id


def test_ranks_have_ties_and_no_school_that_is_not_to_be_named(summed: tuple) -> None:
    _, figures, values = summed
    for id, known in values.items():
        shown = {of: value for of, value in known.items() if of != name(5)}
        sign = -1 if id == "stu_teacher_ratio" else 1
        places = {of: 1 + sum(sign * other > sign * value for other in shown.values()) for of, value in shown.items()}
        found = {point.label: int(point.value) for point in figures.series(f"{id}_place").points}
        assert found == {of: place for of, place in places.items() if place <= 10}, id
        assert {point.label: point.value for point in figures.series(f"{id}_top").points} == {of: shown[of] for of in found}


def test_ties_at_the_end_are_all_listed(own: tuple[Workspace, Path]) -> None:
    workspace, root = own
    for number in range(1, COUNT + 1):
        school(root, number, gathered(workspace), values={"placement_rate": "99.00" if number < 10 else "95.10"})
    frozen(workspace, gather(workspace, folders(root), YEAR))
    figures = open_year(workspace, load_sources(workspace).project, YEAR).figures
    places = [int(point.value) for point in figures.series("placement_rate_place").points]
    assert places == [1] * 8 + [9] * 15  # one of the first nine is not to be named


def test_outliers_are_those_beyond_the_fences_of_their_group(summed: tuple) -> None:
    _, figures, values = summed
    some = 0
    for id, known in values.items():
        expected = {}
        for which in specimen.GROUPS:
            of_group = {name(n): known[name(n)] for n in range(4, COUNT + 1) if specimen.group(n) == which}
            if len(of_group) >= 8:
                q1, _, q3 = quartiles(list(of_group.values()))
                low, high = q1 - Decimal("1.5") * (q3 - q1), q3 + Decimal("1.5") * (q3 - q1)
                expected |= {f"{of}（{which}）": (value, low, high) for of, value in of_group.items() if of != name(5) and not low <= value <= high}
        columns = [figures.series(f"{id}_{end}").points for end in ("outlier", "outlier_low", "outlier_high")]
        assert {row[0].label: tuple(one.value for one in row) for row in zip(*columns, strict=True)} == expected, id
        assert [(point.label, point.value) for point in figures.series(f"{id}_few").points] == [("职业本科", 6)]
        some += len(expected)
    assert some > 3


def test_the_factor_and_the_least_are_the_province_s(summed: tuple, tmp_path: Path) -> None:
    workspace = Workspace(shutil.copytree(summed[0].root, tmp_path / "汇总", ignore=shutil.ignore_patterns(".cache")))
    path = workspace.contracts / str(YEAR) / "pack.yaml"
    path.write_text(path.read_text("utf-8").replace("factor: 1.5", "factor: 99").replace("least: 8", "least: 3"), "utf-8")
    figures = open_year(workspace, load_sources(workspace).project, YEAR).figures
    assert [figures.series(f"{id}_{end}").points for id in summed[2] for end in ("outlier", "few")] == [()] * 28
    assert figures["fence_factor", "学校"].value == 99 and "99倍" in figures.series("startup_rate_outlier").definition


# ── the report ─────────────────────────────────────────────────────────────

def test_the_report_says_where_it_comes_from_and_who_is_missing(summed: tuple) -> None:
    (report,), found = assemble(summed[0])
    assert found == ()
    grids = {block.id: block for block in report.document.blocks() if isinstance(block, Grid)}
    states = [[plain(cell.children) for cell in row] for row in grids["states"].body]
    assert states == [["已公布", "21"], [f"没有公布记录：{name(1)}、{name(2)}、{name(3)}", "3"], ["合计", "24"]]
    assert ["职业本科" in plain(row[1].children) for row in grids["few"].body] == [True] * 14
    assert [len(grids[f"schools-{n}"].body) for n in range(1, 5)] == [COUNT - 1] * 4 and name(5) not in str(grids["schools-1"].body)
    assert "数据来源：各校公布的年报" in plain(grids["quartiles"].notes[0])


def test_from_the_command_line(tmp_path: Path) -> None:
    folder = tmp_path / "省"
    assert run("init", folder, "--school", specimen.OWNER, "--year", YEAR, "--summary").status == 0
    assert run("init", folder, "--school", specimen.OWNER, "--year", YEAR, "--summary").status == 1
    assert run("pack", "check", "--project", folder).status == 0
    ran = run("gather", "--root", tmp_path, "--year", YEAR, "--project", folder)
    assert ran.status in (1, 2) and "名单" in ran.err
    workspace = Workspace(folder)
    rows_ = "".join(f"{name(n)},,{specimen.group(n)},是\n" for n in range(1, 4))
    roster(folder).write_text("\ufeff学校名称,学校代码,组别,公开校名\n" + rows_, "utf-8")
    for number in (1, 2):
        school(tmp_path / "各校", number, gathered(workspace))
    ran = run("gather", "--root", tmp_path / "各校", "--year", YEAR, "--project", folder)
    assert ran.status == 0 and "名单上3所学校，汇入2所，28个数" in ran.out and "G411" in ran.out
    assert run("freeze", folder / "data_contracts" / str(YEAR) / "exports", "--year", YEAR, "--project", folder).status == 0
    assert run("build", "--format", "html", "--project", folder).status == 0
    page = next((folder / "build").rglob("*.html")).read_text("utf-8")
    assert name(3) in page and "没有离群的数" in page
