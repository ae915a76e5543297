"""What else Word refuses: charts out of their schema's order, content controls that are bound to nothing, reviewers' marks without their end."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DS = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}"
LONGEST_NAME = 64  # characters of an alias or a tag; Word calls a file with longer ones damaged

_AXIS = ("axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses "
         "crossesAt ")
_SHOWN = "delete numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize separator"
# Order of children as the schema has it (ECMA-376 Part 1, 21.2); a series has the union of what its kinds allow, whose order is the same.
CHART_ORDER = {
    "chartSpace": "date1904 lang roundedCorners AlternateContent style clrMapOvr pivotSource protection chart spPr txPr externalData printSettings userShapes",
    "chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly dispBlanksAs",
    "legend": "legendPos legendEntry layout overlay spPr txPr",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
    "lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId",
    "pieChart": "varyColors ser dLbls firstSliceAng",
    "doughnutChart": "varyColors ser dLbls firstSliceAng holeSize",
    "radarChart": "radarStyle varyColors ser dLbls axId",
    "ser": "idx order tx spPr invertIfNegative pictureOptions marker explosion dPt dLbls trendline errBars cat val smooth shape",
    "dPt": "idx invertIfNegative marker bubble3D explosion spPr",
    "dLbl": "idx layout tx " + _SHOWN,
    "dLbls": "dLbl " + _SHOWN + " showLeaderLines leaderLines",
    "catAx": _AXIS + "auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl",
    "valAx": _AXIS + "crossBetween majorUnit minorUnit dispUnits",
    "scaling": "logBase orientation max min",
    "numCache": "formatCode ptCount pt", "strCache": "ptCount pt", "numRef": "f numCache", "strRef": "f strCache",
}
REPEATED = {"ser", "axId", "dPt", "dLbl", "legendEntry", "pt"}
SDT_ORDER = "rPr alias tag id lock placeholder temporary showingPlcHdr dataBinding label tabIndex"  # Word accepts any; ours is this one


def more_faults(trees: Mapping[str, etree._Element]) -> Iterator[str]:
    """Every fault found in the parts, by their names in the package."""
    for name, tree in trees.items():
        if tree.tag == C + "chartSpace":
            yield from (f"{name}: {fault}" for fault in _chart(tree))
        if name.startswith("word/") and name.endswith(".xml"):
            yield from (f"{name}: {fault}" for fault in _controls(tree, trees))
    yield from _reviewed(trees)


def _chart(tree: etree._Element) -> Iterator[str]:
    for element in tree.iter(*(C + name for name in CHART_ORDER)):
        order = {name: n for n, name in enumerate(f"{CHART_ORDER[_name(element)]} extLst".split())}
        children = [_name(child) for child in element]
        yield from (f"{_name(element)}: unknown child {child}" for child in children if child not in order)
        places = [order[child] for child in children if child in order]
        if places != sorted(places):
            yield f"{_name(element)}: children out of order: {' '.join(children)}"
        yield from (f"{_name(element)}: {child} twice" for child, n in Counter(children).items() if n > 1 and child not in REPEATED)
    for cache in tree.iter(C + "numCache", C + "strCache"):
        count = int(cache.find(C + "ptCount").get("val"))
        places = [int(point.get("idx")) for point in cache.iter(C + "pt")]
        if len(set(places)) != len(places) or any(place >= count for place in places):
            yield f"{_name(cache)}: points {places} of {count}"
    axes = {one.get("val") for axis in ("catAx", "valAx") for made in tree.iter(C + axis) for one in made.findall(C + "axId")}
    used = {one.get("val") for one in tree.iter(C + "axId")}
    yield from (f"axis {one} is not there" for one in sorted(used - axes))


def _controls(tree: etree._Element, trees: Mapping[str, etree._Element]) -> Iterator[str]:
    stores = _stores(trees)
    ids = Counter(one.get(W + "val") for one in tree.iterfind(f".//{W}sdtPr/{W}id"))
    yield from (f"content control {id} twice" for id, n in ids.items() if n > 1)
    for control in tree.iter(W + "sdt"):
        properties, content = control.find(W + "sdtPr"), control.find(W + "sdtContent")
        if properties is None or content is None or not len(content):
            yield "sdt: no properties or no content"
            continue
        order = SDT_ORDER.split()
        names = [_name(child) for child in properties]
        if any(name not in order for name in names) or names != sorted(names, key=order.index):
            yield f"sdtPr: children out of order: {' '.join(names)}"
        for kind in ("alias", "tag"):
            named = properties.find(W + kind)
            if named is not None and len(named.get(W + "val")) > LONGEST_NAME:
                yield f"{kind} of {len(named.get(W + 'val'))} characters: {named.get(W + 'val')}"
        bound = properties.find(W + "dataBinding")
        if bound is not None:
            yield from _binding(bound, stores)


def _binding(bound: etree._Element, stores: Mapping[str, etree._Element]) -> Iterator[str]:
    store, path = stores.get(bound.get(W + "storeItemID")), bound.get(W + "xpath")
    names = dict(re.findall(r"xmlns:(\w+)='([^']*)'", bound.get(W + "prefixMappings")))
    steps = re.findall(r"/(\w+):(\w+)\[(\d+)\]", path)
    if store is None:
        yield f"bound to {bound.get(W + 'storeItemID')}, which is no part"
        return
    here: list[etree._Element] = [store] if steps and store.tag == f"{{{names[steps[0][0]]}}}{steps[0][1]}" else []
    for prefix, name, n in steps[1:]:
        here = here and here[0].findall(f"{{{names[prefix]}}}{name}")[int(n) - 1:int(n)]
    if not here:
        yield f"bound to {path}, where nothing is"


def _stores(trees: Mapping[str, etree._Element]) -> dict[str, etree._Element]:
    """The custom XML parts by the id that their properties give them."""
    found = {}
    for name, tree in trees.items():
        if tree.tag == DS + "datastoreItem":
            rels = next(part for part in trees if part.startswith("customXml/_rels/") and any(name.endswith(one.get("Target").lstrip("/")) for one in trees[part]))
            found[tree.get(DS + "itemID")] = trees["customXml/" + rels.removeprefix("customXml/_rels/").removesuffix(".rels")]
    return found


def _reviewed(trees: Mapping[str, etree._Element]) -> Iterator[str]:
    """Comments stand in their part, begin and end once; a tracked change has its author."""
    body, part = trees["word/document.xml"], trees.get("word/comments.xml")
    known = Counter(one.get(W + "id") for one in part.iter(W + "comment")) if part is not None else Counter()
    yield from (f"comment {id} twice" for id, n in known.items() if n > 1)
    for kind in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        marks = Counter(one.get(W + "id") for one in body.iter(W + kind))
        if marks != known:
            yield f"{kind}: marks and comments do not pair"
    for change in body.iter(W + "ins", W + "del"):
        if not change.get(W + "author") or not change.get(W + "id"):
            yield f"{_name(change)}: no author or no id"
        if change.tag == W + "del" and change.find(f".//{W}t") is not None:
            yield "del: text that Word would print"


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
