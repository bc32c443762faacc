"""An SVG drawn as PNG in a process of its own: the library that draws it lets no other thread run meanwhile."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import BoundedSemaphore

import resvg_py

from kg.errors import ExportError, LimitError

MOST_AT_A_TIME = 2
LONGEST_S = 60

_HANDS = BoundedSemaphore(MOST_AT_A_TIME)


def raster(svg: str, zoom: float, fonts: Sequence[Path]) -> bytes:
    """Return an SVG as PNG on white, set in these fonts and no others; a few are drawn at a time.

    Raises LimitError when that takes too long or others keep all hands busy, ExportError when it cannot be drawn.
    """
    if not _HANDS.acquire(timeout=LONGEST_S):
        raise LimitError(f"{MOST_AT_A_TIME} pictures are being drawn, and none was ready in {LONGEST_S} s; try again later", "places")
    try:
        return _drawn_apart([sys.executable, "-m", __name__, str(zoom), *map(str, fonts)], svg.encode())
    finally:
        _HANDS.release()


def _drawn_apart(command: Sequence[str], svg: bytes) -> bytes:
    """Return what a process of its own draws; it has ended when this returns or raises."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 - our own module
        try:
            png, _ = process.communicate(svg, LONGEST_S)
        except subprocess.TimeoutExpired as error:
            process.kill()
            raise LimitError(f"the picture was not drawn in {LONGEST_S} s; ask for less, or take it as SVG", "time") from error
        except BaseException:
            process.kill()
            raise
    if process.returncode or not png:
        raise ExportError(f"the picture could not be drawn (exit status {process.returncode}); take it as SVG")
    return png


def drawn(svg: str, zoom: float, fonts: Sequence[str]) -> bytes:
    """Return an SVG as PNG, drawn in this process."""
    return resvg_py.svg_to_bytes(svg_string=svg, zoom=zoom, background="#ffffff", skip_system_fonts=True, font_files=list(fonts))


if __name__ == "__main__":
    sys.stdout.buffer.write(drawn(sys.stdin.buffer.read().decode(), float(sys.argv[1]), sys.argv[2:]))
