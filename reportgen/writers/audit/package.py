"""A Word file's parts, changed where we change them and otherwise byte for byte."""

import io
import zipfile
from dataclasses import dataclass, field
from posixpath import basename, dirname

from lxml import etree
from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
_TYPES = "[Content_Types].xml"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_NEVER = (1980, 1, 1, 0, 0, 0)


@dataclass(slots=True)
class Package:
    """Parts by name in the file's order; trees of those that were opened."""

    parts: dict[str, bytes]
    trees: dict[str, Element] = field(default_factory=dict)

    def tree(self, part: str) -> Element:
        """The root of a part, to be read or changed. Raises: KeyError if there is no such part."""
        if part not in self.trees:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
            self.trees[part] = etree.fromstring(self.parts[part], parser)
        return self.trees[part]

    def add(self, part: str, root: Element, kind: str, media_type: str) -> None:
        """A new part that the body refers to."""
        self.parts[part], self.trees[part] = b"", root
        etree.SubElement(self.tree(_TYPES), f"{_TYPE}Override", PartName=f"/{part}", ContentType=media_type)
        relations = f"{dirname(BODY)}/_rels/{basename(BODY)}.rels"
        if relations not in self.parts:
            self.parts[relations] = f'<Relationships xmlns="{_RELATION[1:-1]}"/>'.encode()
        known = {one.get("Id") for one in self.tree(relations)}
        id = next(f"rIdReview{n}" for n in range(1, len(known) + 2) if f"rIdReview{n}" not in known)
        etree.SubElement(self.tree(relations), f"{_RELATION}Relationship", Id=id, Type=_KIND + kind, Target=basename(part))

    def related(self, kind: str) -> str:
        """The part that the body refers to by that kind; "" if there is none."""
        relations = f"{dirname(BODY)}/_rels/{basename(BODY)}.rels"
        for one in self.tree(relations) if relations in self.parts else ():
            if one.get("Type", "").endswith("/" + kind) and one.get("TargetMode") != "External":
                target = one.get("Target", "")
                return target.lstrip("/") if target.startswith("/") else f"{dirname(BODY)}/{target}"
        return ""

    def written(self) -> bytes:
        """The file: the same for the same parts, whenever it is written."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                tree = self.trees.get(name)
                content = data if tree is None else etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
                archive.writestr(zipfile.ZipInfo(name, _NEVER), content, zipfile.ZIP_DEFLATED)
        return stream.getvalue()


def opened(data: bytes) -> Package:
    """The package of bytes that the gate let through."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return Package({entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()})
