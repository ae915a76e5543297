"""What is anchored in a paragraph besides text: pictures, text boxes, native charts, SmartArt, embedded objects."""

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation

from reportgen.core.finding import Finding
from reportgen.core.place import Place
from reportgen.intake.drafts.codes import fail, note, quoted, warn
from reportgen.intake.drafts.model import Item, Line, Look, Piece, Sheet, Shot, Slot
from reportgen.intake.drafts.package import DGM, MC, PIC, WP, A, C, Element, O, Package, R, V, W
from reportgen.intake.drafts.runs import chosen, raw_text

_PLAIN_ALT = ("picture", "image", "图片", "图像", "img", "说明:", "descript")
_SIDES = ("l", "t", "r", "b")
_LINKED = "图片只是一个链接，文件里没有图"
Boxed = Callable[[Element], Iterator[Item]]


class Objects:
    """Turns drawings into items. boxed: reads the content of a text box. linked: pictures that are not in the file; added: words that are in no text of it."""

    def __init__(self, package: Package, found: list[Finding], added: list[str], boxed: Boxed) -> None:
        self.package, self.found, self.added, self.boxed = package, found, added, boxed
        self.charts = self.linked = 0

    def items(self, element: Element, at: Place) -> Iterator[Item]:
        """What a w:drawing, w:pict or w:object holds, in order."""
        seen = False
        for one in _own(element):
            made = list(self._item(one, element, at))
            seen = seen or bool(made) or one.tag in (A + "blip", V + "imagedata", O + "OLEObject", W + "txbxContent")
            yield from made
        art = [one.get("string", "") for one in element.iter(V + "textpath") if one.get("string", "").strip()]
        if art:
            self.found.append(warn("N119", f"艺术字没有转入：{quoted('；'.join(art))}", at, "需要的话写进正文"))
        elif not seen:
            self.found.append(note("N119", "一个图形（线条、形状）没有转入", at, "只起装饰作用的不必管；有内容的请截成图片"))

    def _item(self, one: Element, element: Element, at: Place) -> Iterator[Item]:
        if one.tag == A + "blip":
            yield from self._picture(one.get(R + "embed"), one.get(R + "link"), element, at, _crop(one))
        elif one.tag == V + "imagedata":
            yield from self._picture(one.get(R + "id"), one.get(R + "href"), element, at, (0, 0, 0, 0))
        elif one.tag == W + "txbxContent":
            yield from self.boxed(one)
        elif one.tag == C + "chart":
            yield from self._chart(one.get(R + "id"), at)
        elif one.tag == DGM + "relIds":
            yield from self._smart_art(one.get(R + "dm"), at)
        elif one.tag == O + "OLEObject":
            what = one.get("ProgID") or "未知类型"
            self.found.append(warn("N119", f"嵌入的对象（{what.split('.')[0]}）没有转入，只留下它的图样", at, "把对象里的内容直接写进文稿；表格粘成 Word 表格"))

    def _picture(self, part: str | None, link: str | None, element: Element, at: Place, crop: tuple[int, int, int, int]) -> Iterator[Shot]:
        name = self.package.target(part)
        data = self.package.data(name)
        if data is not None and name is not None:
            yield Shot(name, data, at, crop, _alt(element))
        else:
            self.linked += 1
            self.found.append(fail("N120", _LINKED, at, "在 Word 中重新插入图片（不要选“链接到文件”）"))

    def _chart(self, link: str | None, at: Place) -> Iterator[Item]:
        name = self.package.target(link)
        if self.package.data(name) is None:
            self.found.append(fail("N119", "统计图没有数据，没有转入", at, "在 charts.yaml 中重画这张图"))
            return
        self.charts += 1
        sheet = chart_sheet(self.package.tree(str(name)), at, self.charts)
        self.found.append(warn("N119", "Word 里画的统计图转成了数据表", at, "在 charts.yaml 中按指标重画，正文改写 ::: 图 编号，并删去这张表"))
        yield sheet

    def _smart_art(self, link: str | None, at: Place) -> Iterator[Line]:
        name = self.package.target(link)
        texts = [] if self.package.data(name) is None else [_drawn_text(one) for one in self.package.tree(str(name)).iter(DGM + "t")]
        told = [text for text in texts if text.strip()]
        self.found.append(warn("N119", f"SmartArt 图形没有转入，其中的文字排成了{len(told)}段：{quoted('；'.join(told))}", at, "改写成正文或列表；要留图的，截成图片插入"))
        self.added.extend(told)
        for text in told:
            yield Line((Piece(text),), Look(), at, boxed=True)


def _own(element: Element) -> Iterator[Element]:
    """The things in a drawing, not those within its text boxes; of alternatives only the chosen one."""
    for child in element:
        if child.tag in (W + "txbxContent", C + "chart", DGM + "relIds", A + "blip", V + "imagedata", O + "OLEObject"):
            yield child
        if child.tag == MC + "AlternateContent":
            yield from _own(chosen(child))
        elif child.tag != W + "txbxContent":
            yield from _own(child)


def _crop(blip: Element) -> tuple[int, int, int, int]:
    fill = blip.getparent()
    cut = None if fill is None or fill.tag != PIC + "blipFill" else fill.find(A + "srcRect")
    sizes = [0 if cut is None else max(0, _number(cut.get(side))) for side in _SIDES]
    return sizes[0], sizes[1], sizes[2], sizes[3]


def _number(text: str | None) -> int:
    try:
        return int(text or 0)
    except ValueError:
        return 0


def _alt(element: Element) -> str:
    """What the author says is to be seen; not what Word writes by itself."""
    said = next((one.get("descr") or "" for one in element.iter(WP + "docPr")), "").strip()
    automatic = said.lower().startswith(_PLAIN_ALT) or said.lower().endswith((".png", ".jpg", ".jpeg", ".bmp")) or "AI 生成" in said or "自动生成" in said
    return "" if automatic or "\n" in said else said


def _drawn_text(element: Element) -> str:
    return "".join(one.text or "" for one in element.iter(A + "t"))


# ── native charts ──────────────────────────────────────────────────────────

def chart_sheet(root: Element, at: Place, number: int) -> Sheet:
    """The data of a native chart as it was last drawn: a category a row, a series a column."""
    series = list(root.iter(C + "ser"))
    columns = [_points(one, "val", "yVal") for one in series]
    labels = [_points(one, "cat", "xVal") for one in series]
    categories: dict[int, str] = {place: text for known in reversed(labels) for place, text in known.items()}
    places = sorted({place for column in columns for place in column} | set(categories))
    head = ["类别", *(_series_name(one, n) for n, one in enumerate(series, 1))]
    body = [[categories.get(place, str(place + 1)), *(_readable(column.get(place, "")) for column in columns)] for place in places]
    slots = [Slot(row, column, 1, 1, (Line((Piece(text),), Look(), at),)) for row, cells in enumerate([head, *body]) for column, text in enumerate(cells)]
    title = root.find(f".//{C}title")
    return Sheet(tuple(slots), len(body) + 1, len(head), 1, at, number, drawn=("" if title is None else _drawn_text(title)) or "统计图数据")


def _points(series: Element, *names: str) -> dict[int, str]:
    found = next((part for name in names if (part := series.find(C + name)) is not None), None)
    points = () if found is None else found.iter(C + "pt")
    return {_number(one.get("idx")): raw for one in points if (raw := one.findtext(C + "v")) is not None}


def _series_name(series: Element, number: int) -> str:
    name = series.find(C + "tx")
    return "" .join(one.text or "" for one in name.iter(C + "v")) if name is not None else f"系列{number}"


def _readable(text: str) -> str:
    """A stored value without the tail of binary fractions."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    rounded = value.quantize(Decimal("0.000001")).normalize() if abs(value) < Decimal(10) ** 15 else value
    return f"{rounded:f}"


def words_of(element: Element) -> str:
    """All words of a header or footer."""
    return " ".join(text for one in element.iter(W + "p") if (text := raw_text(one).strip()))
