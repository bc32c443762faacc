"""A Python in which the kernel refuses every fork, as where there are too many processes (Linux' seccomp)."""

import os
import sys
from pathlib import Path

_CLONE = {"x86_64": 56, "aarch64": 220}
_SCRIPT = """#!{python}
import ctypes, runpy, struct, sys
steps = struct.pack("HBBI" * 4, 0x20, 0, 0, 0, 0x15, 0, 1, {clone}, 0x06, 0, 0, 0x50000 | 11, 0x06, 0, 0, 0x7FFF0000)
kept = ctypes.create_string_buffer(steps)
program = ctypes.create_string_buffer(struct.pack("HP", 4, ctypes.addressof(kept)))
prctl = ctypes.CDLL(None).prctl
prctl.argtypes = [ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong]
assert prctl(38, 1, None, 0, 0) == 0  # PR_SET_NO_NEW_PRIVS
assert prctl(22, 2, ctypes.addressof(program), 0, 0) == 0  # PR_SET_SECCOMP: clone(2) is answered with EAGAIN
sys.argv = sys.argv[2:]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""


def forkless(folder: Path) -> str:
    """Return the path of a program that runs `-m MODULE ARGUMENT...` as Python does, and cannot fork."""
    made = folder / "python"
    made.write_text(_SCRIPT.format(python=sys.executable, clone=_CLONE[os.uname().machine]), encoding="utf-8")
    made.chmod(0o755)
    return str(made)
