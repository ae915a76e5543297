"""The patterns of what has digits and is no number: names, documents, phones, headings, references.

Most begin with one class of characters, so that the engine finds them at once; what must not stand before follows as a look-behind.
"""

import re

from reportgen.reading.lexicon import Lexicon

_PHONES = "电话|热线|传真|Tel|TEL|手机|座机"
_LABELS = ("邮编|邮政编码|代码|编号|学号|工号|账号|证号|QQ群|微信群|群号|微信号|标识码|许可证|书号|刊号|订单号|批准文号|QQ|公网安备|备案号|代号")
_CAPTIONS = "附图|附表|附件|附录|案例|专栏"
_COUNTED = (r"[ \t]?(?:万|亿|千(?![年方])|百(?![年县校家])|余|多(?![元媒样方维层种])|来(?![华自源])|%|‰|个百分点|倍|成(?![长立果就效绩人熟])|元(?!宇宙)|名(?![师校优])|位(?![列居])|个(?![性别体])|家(?![校长庭国乡])|所|门(?![户槛])|本(?![科校地土院学])|册|台(?![湾账])|套|次|场(?![地馆景所域])|亩|吨|米|公里|平方|学时|课时|小时|天(?!津)|周(?![边期])|年(?!度|级)|分(?![析类散层工组布配别院校步级支])"
            r"|人(?![才文物口工员力机格]))")
_LINE = r"(?<![^\n])[ \t]*"
_DIGIT, _PLAIN = "[0-9]", re.compile(r"(?:^|\|)[\u4e00-\u9fff0-9A-Za-z](?![*?{])[^|()]*(?:\([^()]*\)[^|()]*)*(?:\|[\u4e00-\u9fff0-9A-Za-z](?![*?{])[^|()]*(?:\([^()]*\)[^|()]*)*)*")
_ROW_START = r"(?<![^\n])\|"

Patterns = tuple[tuple[str, str], ...]


def names(words: Lexicon) -> Patterns:
    """Kind and pattern, the most particular first."""
    return (
        *(("word", pattern) for pattern in _joined(words.words)),
        *(("name_part", pattern) for pattern in _joined(words.names)),
        *(("phone", pattern) for pattern in _phones()),
        *(("doc_number", pattern) for pattern in _documents()),
        ("page", r"(?:(?<=\t)|(?<=[.．…·]{3})|(?<=[.．…·] ))\s*\d{1,4}\s*(?=\n|$)"),
        *(("section_number", pattern) for pattern in _sections()),
        ("clause", r"第(?:[一二三四五六七八九十百]+|\d+(?:\.\d+)*)(?:章|节|条|款)"),
    )


def _joined(patterns: tuple[str, ...]) -> tuple[str, ...]:
    """As few patterns as begin alike: with a character, with a digit, with anything else."""
    plain = [one for one in patterns if _PLAIN.fullmatch(one)]
    digits = [one.removeprefix(_DIGIT) for one in patterns if one.startswith(_DIGIT)]
    rest = [one for one in patterns if one not in plain and not one.startswith(_DIGIT)]
    return "|".join(plain), f"{_DIGIT}(?:{'|'.join(digits)})" if digits else "", "|".join(rest)


def _phones() -> tuple[str, ...]:
    extension = r"(?:(?:转|-)\d{1,5})?(?!\d)"
    return (
        r"0(?<!\d0)\d{2,3}[-—– ]?\d{7,8}" + extension,
        r"[(（]0\d{2,3}[)）][-— ]?\d{7,8}" + extension,
        r"1(?<!\d1)[3-9]\d{9}(?!\d)",
        r"400(?<!\d400)-?\d{3}-?\d{4}(?!\d)",
        rf"(?:{_PHONES})[：:]?[ \t]?(?P<code>\d[\d-]{{4,}}\d(?:转\d{{1,5}})?)(?![\d.]*[人个次万%])",
    )


def _documents() -> tuple[str, ...]:
    first = r"[0-9](?<!\d\d)"
    return (
        r"[〔\[（(【](?:19|20)\d{2}[〕\]）)】]\d+号",                                                            # 〔2019〕4号
        first + r"\d{3}-\d{3}[\dXx][ \t]?[（(](?:19|20)\d{2}[)）][ \t]?[\dA-Z]+(?:-\d+)+",                            # an article of a journal
        r"97[89](?<!\d97[89])-[\d-]{9,13}[\dXx]",                                                             # ISBN
        r"ISSN[：:]?[ \t]?\d{4}-\d{3}[\dXx]",
        r"10\.\d{4,6}/[!-~]{3,60}",                                                                           # DOI
        r"ICP[备证]?\d{6,}号?(?:-\d+)?",
        first + r"\d{16}[\dXx](?!\d)",                                                                        # identity
        first + r"(?<![.]\d)\d{8,}(?![\d.]|[ \t]?(?:[万亿元人%‰个项册次条门]|平方|学时|课时))",                                                     # long, and counting nothing
        r"0(?<![\d.,]0)\d{2,}(?![\d.]|[ \t]?[人个项元年%])",                                                        # no count begins with 0
        first + r"\d{5}(?<=[\u4e00-\u9fffa-z]\s\d{6})(?=[)）;；\]])",                                            # postcode
        r"20(?<!\d20)\d\d-[A-Z]+\d+",
        first + r"\d{1,3}[A-Z]{1,6}\d{3,}(?![\d.])",                                                           # 21YJA880042
        r"[A-Z](?<![A-Za-z\d][A-Z])[A-Z]*\d+[A-Z]*-\d+[A-Z]*(?![\d.]|[ \t]?[%人])",                                 # S7-1200, FX5U-64MR
        r"[A-Z](?<![A-Za-z\d][A-Z])[A-Z]+(?:/[A-Z])?-\d{2,}(?:[.\-—:]\d+)*",                                   # CCAR-147
        r"[A-Z](?<![A-Za-z\d][A-Z])[A-Z]+\d{0,6}-\d+",
        r"(?:GB|JY|DA|AS|DB\d\d|ISO|IEC|IEEE)(?:/[A-Z])? ?\d{2,}(?:[.\-—:]\d+)*",                              # standards
        r"[A-Z](?<![A-Za-z\d][A-Z])[A-Z]+\d{2,}(?![\d%]|[.]\d|[ \t]?(?:人|个|项|门|元|万|台|套|学时))(?:[-—]\d+)*",      # AS9100, but not MOOC120门
        rf"(?:{_LABELS})(?:为|是)?[：:]?[ \t]?(?P<code>[A-Za-z\d][A-Za-z\d-]{{3,}}(?:[（(]\d{{4}}[)）][\d-]+)?)(?![.]\d|[ \t]?[万人个项%元])",
    )


def _sections() -> tuple[str, ...]:
    """Marks of notes, figures and tables; headings at the beginning of a line, unless the number counts something."""
    number = r"\d+(?:[-—.]\d+)*(?![\d%.]*(?:[%个项门元]|人(?![才文物口工员力机格])))"
    return (
        r"\[\d{1,3}(?:[-—–~,，、]\d{1,3})*\]",
        r"附[图表件录](?<![^\n]附[图表件录])[ \t]?\d+(?:[-—.]\d+)*",                                                # 附表1人才培养…
        rf"(?:{_CAPTIONS})[ \t]?{number}",
        rf"图[ \t]?{number}|表[ \t]?{number}",
        rf"{_LINE}\d{{1,2}}(?:\.\d{{1,2}}){{1,4}}[.、．]?[ \t]?(?=[\u4e00-\u9fff“《A-Za-z])(?!{_COUNTED})",
        rf"{_LINE}\d{{1,2}}(?:[.、．](?!\d)|[)）])",
        rf"{_LINE}\d{{1,2}}\s(?=[^\d\s])(?!{_COUNTED})",
        rf"{_LINE}[一二三四五六七八九十]{{1,3}}、(?![一二三四五六七八九十](?:[、和]|等[奖次]|产业))",
        r"[。；;](?P<code>\d{1,2}[.、．])(?=[\u4e00-\u9fff])",                                                    # …；2.完善制度
        r"[（(](?<![^\n。；：:;].)(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）](?=[^，。、]{2})",
        r"[①-⑳]",
        r"[(（](?P<code>\d{1,2}[)）][:：][ \t]?\d{1,4}(?:[-—–+]\d{1,4})?)",                                        # pages of a journal
        rf"\|(?<={_ROW_START})\s*(?P<code>\d{{1,3}})(?=\s*\|\s*[\u4e00-\u9fff])",                              # the number of a table row
    )
