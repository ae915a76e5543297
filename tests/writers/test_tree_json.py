"""The JSON writer: the whole tree, every number with its lineage, nothing rounded."""

import hashlib
import json

from reportgen.core.document import Number, Paragraph, Strong, Text, numbers
from reportgen.writers.tree_json import tree, write_json
from tests.writers import specimen


def whole() -> dict:
    return json.loads(write_json(specimen.report()).data)


def test_a_paragraph_is_readable():
    block = Paragraph((Text("落实率"), Strong((Number("97.06%", "placement_rate", basis=(("placement_rate", 2025),)),))))
    assert tree(block) == {"type": "paragraph", "children": [
        {"type": "text", "text": "落实率"},
        {"type": "strong", "children": [{"type": "number", "text": "97.06%", "figure": "placement_rate", "scope": "", "form": "",
                                         "basis": [["placement_rate", 2025]], "literal": False}]}]}


def test_lists_every_number_with_text_and_basis():
    shown = whole()["numbers"]
    assert [n["text"] for n in shown] == [n.text for n in numbers(specimen.document())]
    assert {"figure": "placement_rate", "year": 2024} in next(n for n in shown if n["form"] == "较上年")["basis"]


def test_says_which_edition_and_snapshot():
    made = whole()
    assert (made["shape"], made["year"], made["edition"], made["snapshot"]) == ("reportgen/document/1", 2025, "2025年度", specimen.SNAPSHOT)


def test_exact_values_stay_strings_and_pictures_become_digests():
    blocks = whole()["document"]["parts"][2]["sections"][0]["blocks"]
    chart = next(b for b in blocks if b["type"] == "chart")
    photo = next(b for b in blocks if b["type"] == "photo")
    assert chart["series"][0]["values"][0] == "1012"
    assert photo["data"] == hashlib.sha256(specimen.photo_bytes()).hexdigest()


def test_places_are_kept():
    assert whole()["document"]["parts"][0]["heading"]["at"] == {"file": "chapters/school/section.md", "line": 1}


def test_same_bytes_each_time():
    assert write_json(specimen.report()).data == write_json(specimen.report()).data
