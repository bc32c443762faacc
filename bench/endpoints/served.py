"""`kg serve` over one release, whichever version of the code made it: python served.py RELEASE serve …

A change of our code makes every release one of yesterday, and `kg serve` would make it anew; of a
large graph that takes minutes, and what the bench measures is serving.
"""

import sys
from pathlib import Path

from kg import cli
from kg.build.release import open_release
from kg.cli import web

if __name__ == "__main__":
    release = open_release(Path(sys.argv.pop(1)))
    web.current_release = lambda *_: release  # type: ignore[attr-defined]  # where serve() looks it up
    cli.main()
