"""A saved picture looks as the page does by daylight."""

import re
from pathlib import Path

from kg.publish.focus.columns import COLUMNS
from kg.publish.saving import look

ROOT = Path(__file__).parents[3]
STYLE = (ROOT / "frontend" / "styles" / "base.css").read_text(encoding="utf-8")
BOXES = (ROOT / "src" / "kg" / "publish" / "templates" / "parts.html").read_text(encoding="utf-8")


def test_its_colours_are_those_of_the_style() -> None:
    by_day = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", STYLE.partition("@media")[0]))
    assert {kind: by_day[kind] for kind in look.COLOURS} == look.COLOURS
    names = ("paper", "ink", "ink-soft", "line", "line-strong", "accent", "accent-wash")
    own = (look.PAPER, look.INK, look.SOFT, look.LINE, look.LINE_STRONG, look.ACCENT, look.WASH)
    assert tuple(by_day[name] for name in names) == own


def test_its_boxes_are_those_of_the_page() -> None:
    assert f'x="{{{{ (place.x + {look.ICON[0]}) | round(1) }}}}" y="{{{{ (place.y + {look.ICON[1]})' in BOXES
    assert f'<tspan x="{{{{ (place.x + {look.NAME[0]}) | round(1) }}}}" dy="{look.LINE_PX}">' in BOXES
    assert f'y="{{{{ (place.y + {look.NAME[1] - look.LINE_PX})' in BOXES


def test_every_kind_has_its_own_icon_and_colour() -> None:
    kinds = [kind for column in COLUMNS for kind in column]
    assert len({look.icons()[kind].path for kind in kinds}) == len({look.COLOURS[kind] for kind in kinds}) == len(kinds)
