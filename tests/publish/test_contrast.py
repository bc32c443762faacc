"""The colours of the pages stand out from each other, by light and in the dark."""

import pytest

from kg.publish.contrast import KINDS, PAIRS, Pair, pairs, palette


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: f"{pair.colour} on {pair.ground}")
def test_a_colour_stands_out_enough_from_what_it_stands_on(pair: Pair) -> None:
    assert min(pair.light, pair.dark) >= pair.least


def test_every_colour_of_the_style_has_been_weighed() -> None:
    light, dark = palette()
    assert dark.keys() == light.keys()
    assert len([name for name in light if light[name] != dark[name]]) > 15
    assert set(light) - {"line"} == {name for colour, ground, _ in PAIRS for name in (colour, ground)}
    assert set(KINDS) <= set(light)
