"""Lay down the superuser's power to read and write what permissions forbid.

Decision: tests often run as root, to whom no permission applies. The two capabilities that make
it so are taken from the thread and given back, which needs no second user and no other files.
"""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

OVERRIDE, READ_SEARCH = 1, 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
VERSION = 0x20080522  # _LINUX_CAPABILITY_VERSION_3


@contextmanager
def without_power() -> Iterator[None]:
    """Make permissions apply to this thread, and to threads started in it, also as root."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(VERSION, 0)
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable, twice
    _checked(libc.capget(header, sets))
    before = sets[0]
    sets[0] = before & ~(1 << OVERRIDE | 1 << READ_SEARCH)
    _checked(libc.capset(header, sets))
    try:
        yield
    finally:
        sets[0] = before
        _checked(libc.capset(header, sets))


def _checked(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
