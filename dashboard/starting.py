"""What gunicorn does between the settings and the workers: start, take new data over, stop, and fail no request.

One process builds the application and forks the workers; at SIGHUP it builds another one, whole, before any
worker is replaced, or keeps the one it has.
"""

import ctypes
import gc
import signal
import struct
import time
from contextlib import suppress
from functools import lru_cache, partial
from socket import SOL_SOCKET
from types import FrameType

from gunicorn.arbiter import Arbiter

CACHE = type(lru_cache(int))
SO_ATTACH_FILTER = 26  # of Linux; Python does not name it
# In the language of BPF (McCanne and Jacobson 1993), as `struct sock_filter`: code, where to jump, value.
NO_NEWCOMER = (
    (0x30, 0, 0, 13),  # the flags of the segment
    (0x54, 0, 0, 0x12),  # of which SYN and ACK
    (0x15, 0, 1, 0x02),  # SYN alone: somebody knocks
    (0x06, 0, 0, 0),  # not heard
    (0x06, 0, 0, 0xFFFFFFFF),  # anything else is
)
ROUND_TRIP_S = 0.2  # for who was let in to know it
EARLY: list[int] = []  # signals that came before the server was ready


def ready(server: Arbiter) -> None:
    """Say where the dashboard answers, and how it will stop; from now on there is garbage."""
    gc.enable()
    server.stop = partial(stop, server, server.stop)
    say(f"Le tableau de bord répond à {', '.join(map(str, server.LISTENERS))}")
    for number in EARLY:
        signal.raise_signal(number)


def put_off(number: int, frame: FrameType | None) -> None:
    """Keep a signal that comes while the server starts until it is `ready`."""
    EARLY[:] = [number]


def say(sentence: str) -> None:
    """Write a line on standard output, in UTF-8; one that cannot be written must not stop the server."""
    from .journal import to_output  # not before the files where it counts are reserved

    with suppress(OSError):  # a full disk, a reader gone
        to_output(f"{sentence}\n".encode())


def forget() -> None:
    """Empty the caches of the package, which would hold the data before for good; the code stays that of the start."""
    from .data import code_version  # not before the files where measures count are reserved

    gc.unfreeze()  # what is frozen is not listed
    for kept in gc.get_objects():
        ours = type(kept) is CACHE and kept.__module__.startswith(__package__)
        if ours and kept is not code_version:
            kept.cache_clear()


def take_over(server: Arbiter) -> None:
    """Build the application anew over the data as they are now; keep the one there was if it cannot be.

    Gunicorn calls it at SIGHUP, before it replaces the workers. Over other code it cannot: half of what it would
    write, the templates, would be new, and caches would keep it for a year under the name of one version.
    """
    from .data import code_version

    before = server.app.callable
    server.app.callable = None
    forget()
    try:
        if code_version.__wrapped__() != code_version():
            raise SystemExit("Le code a changé depuis le démarrage\u202f: il faut redémarrer.")
        server.app.wsgi()
    except SystemExit as refused:
        server.app.callable = before
        server.log.error("Données refusées, les précédentes restent servies.\n%s", refused)
    except Exception:
        server.app.callable = before
        server.log.exception("Données refusées, les précédentes restent servies.")
    else:
        before = None  # no longer held by anything
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        say(f"Données reprises\u202f: {server.app.callable.config['VERSION']}")
    finally:
        gc.enable()


def stop(server: Arbiter, stopped, graceful: bool = True) -> None:
    """Hear no new visitor before the door closes: the system would reset those whom nobody has let in yet.

    Who knocks meanwhile does so again, a second later: at a closed door, or at the server that follows. A door
    that stays open, with systemd or the server that SIGUSR2 has started, must go on hearing.
    """
    alone = server.reexec_pid == server.master_pid == 0 and not server.systemd
    if not (alone and server.LISTENERS):  # open elsewhere; or closed already
        return stopped(graceful)
    program = ctypes.create_string_buffer(
        b"".join(struct.pack("HBBI", *step) for step in NO_NEWCOMER)
    )
    told = struct.pack("HP", len(NO_NEWCOMER), ctypes.addressof(program))
    for listener in server.LISTENERS:
        with suppress(OSError):  # another system than Linux closes without
            listener.setsockopt(SOL_SOCKET, SO_ATTACH_FILTER, told)
    time.sleep(ROUND_TRIP_S)
    return stopped(graceful)
