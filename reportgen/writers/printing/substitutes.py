"""Faces that a machine lacks, and what stands in for them: the nearest one installed, else one of the two that come with the program."""

import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from pylopdf_fonts_zh_cn import sans_path

SERIF, SANS = "Noto Serif SC", "Noto Sans SC"
_FAMILIES = (  # faces that may stand for one another, the official name first
    ("仿宋_GB2312", "仿宋", "FangSong_GB2312", "FangSong", "华文仿宋", "STFangsong", "方正仿宋_GBK", "方正仿宋简体"),
    ("楷体_GB2312", "楷体", "KaiTi_GB2312", "KaiTi", "华文楷体", "STKaiti", "Kaiti SC", "方正楷体_GBK", "AR PL UKai CN"),
    ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "华文中宋", "STZhongsong"),
    ("黑体", "SimHei", "华文黑体", "STHeiti", "Heiti SC", "方正黑体_GBK"),
    ("宋体", "SimSun", "新宋体", "NSimSun", "华文宋体", "STSong", "Songti SC", "方正书宋_GBK"),
    ("微软雅黑", "Microsoft YaHei", "等线", "DengXian", "PingFang SC"),
)
_SANS = ("黑", "雅", "等线", "圆", "Hei", "Sans", "YaHei", "DengXian", "Gothic")
_LATIN = {"Times New Roman": ("Liberation Serif", "Tinos", "Nimbus Roman"), "Arial": ("Liberation Sans", "Arimo", "Nimbus Sans"),
          "Calibri": ("Carlito",), "Cambria": ("Caladea",), "Courier New": ("Liberation Mono", "Cousine")}


def families() -> frozenset[str] | None:
    """Names of the faces on this machine and of ours; None where the system has no list of them that LibreOffice goes by (Windows, macOS)."""
    program = shutil.which("fc-list")
    if program is None:
        return None
    listed = subprocess.run([program, "-f", "%{family}\n"], capture_output=True, timeout=30, check=False).stdout.decode("utf-8", "replace")
    return frozenset(name.strip() for line in listed.splitlines() for name in line.split(",") if name.strip()) | {SERIF, SANS}


def substitutes(asked: Iterable[str], installed: frozenset[str]) -> Mapping[str, str]:
    """For every face that is asked for and not installed, the one that stands in for it.

    >>> substitutes(["黑体", "仿宋_GB2312"], frozenset({"SimHei"}))
    {'黑体': 'SimHei', '仿宋_GB2312': 'Noto Serif SC'}
    """
    return {face: _instead(face, installed) for face in asked if face not in installed}


def _instead(face: str, installed: frozenset[str]) -> str:
    near = next((family for family in _FAMILIES if face in family), _LATIN.get(face, ()))
    return next((one for one in near if one in installed), SANS if any(mark in face for mark in _SANS) else SERIF)


def font_settings(replaced: Mapping[str, str], folder: Path) -> Mapping[str, str]:
    """The environment in which LibreOffice uses these and knows our faces; the file it names is written into the folder."""
    config = folder / "fonts.conf"
    alias = "".join(f'<match target="pattern"><test name="family" compare="eq"><string>{escape(face)}</string></test>'
                    f'<edit name="family" mode="assign" binding="same"><string>{escape(other)}</string></edit></match>'
                    for face, other in replaced.items())
    config.write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
                      '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
                      f"<dir>{escape(str(sans_path().parent))}</dir>{alias}</fontconfig>", encoding="utf-8")
    return {"FONTCONFIG_FILE": str(config)}
