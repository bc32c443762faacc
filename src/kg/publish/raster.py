"""An SVG drawn as PNG in a process of its own: the library that draws it lets no other thread run meanwhile."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import BoundedSemaphore

import resvg_py

MOST_AT_A_TIME = 2
LONGEST_S = 60

_HANDS = BoundedSemaphore(MOST_AT_A_TIME)


def raster(svg: str, zoom: float, fonts: Sequence[Path]) -> bytes:
    """Return an SVG as PNG on white, set in these fonts and no others; a few are drawn at a time."""
    command = [sys.executable, "-m", __name__, str(zoom), *map(str, fonts)]
    with _HANDS:
        done = subprocess.run(command, input=svg.encode(), stdout=subprocess.PIPE, timeout=LONGEST_S, check=True)  # noqa: S603 - our own module
    return done.stdout


def drawn(svg: str, zoom: float, fonts: Sequence[str]) -> bytes:
    """Return an SVG as PNG, drawn in this process."""
    return resvg_py.svg_to_bytes(svg_string=svg, zoom=zoom, background="#ffffff", skip_system_fonts=True, font_files=list(fonts))


if __name__ == "__main__":
    sys.stdout.buffer.write(drawn(sys.stdin.buffer.read().decode(), float(sys.argv[1]), sys.argv[2:]))
