"""A look for personal data in what anybody may read: names of a register, doors, telephones, plates, who owes what.

It knows nothing of the rules by which words are covered: it looks for what must not be there.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection

TELEPHONE = re.compile(r"(?<![\da-f])1[3-9]\d(?:[\s-]?\d{4}){2}(?![\da-f])")
IDENTITY = re.compile(r"(?<![\da-f])\d{17}[\dXx](?![\da-f])")
PLATE = re.compile(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][A-Z\d]{5}")
DOOR = re.compile(r"(?:单元|号楼)\s*\d{3,4}(?!\d)|\d{3,4}(?:室|房间|号房)|(?<!\d)\d{1,2}-\d{1,2}-\d{3,4}(?!\d)")
DEBT = re.compile(r"[^。；;！？\n]*(?:＊|单元|室)[^。；;！？\n]*(?:欠|催缴|没交|未交)[^。；;！？\n]*")
PATTERNS = {"telephone": TELEPHONE, "identity": IDENTITY, "plate": PLATE, "door": DOOR, "debt": DEBT}


def personal_data(words: str, names: Collection[str], doors: Collection[str] = ()) -> list[str]:
    """What was found, in the order it is looked for; markup is not looked at."""
    bare = html.unescape(re.sub(r"<[^>]*>", "\n", words))
    found = [f"name {name}" for name in sorted(names) if name in bare]
    found += [f"door {door}" for door in sorted(doors) if re.search(rf"(?<![\da-f.,:-]){door}(?![\da-f.,:-])", bare)]
    for what, pattern in PATTERNS.items():
        found += [f"{what} {one[0].strip()}" for one in pattern.finditer(bare)]
    return found
