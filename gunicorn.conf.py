"""The settings of the server, for `python -m dashboard` and for gunicorn alone, which reads it by itself."""

import ctypes
import faulthandler
import gc
import os
import signal
import sys
from contextlib import suppress

from gunicorn.workers import base

from dashboard import counts
from dashboard.gate import THREADS
from dashboard.serving import Pulse, Worker
from dashboard.settings import BrokenSetting, check_numbers
from dashboard.starting import put_off, ready, take_over

# One heap for all threads, given back when it is empty: glibc gives each thread its own, and what these leave
# half empty is a fifth of a worker. Elsewhere there is no such setting.
with suppress(AttributeError):
    for _setting, _value in ((-8, 1), (-1, 1 << 17)):  # M_ARENA_MAX; M_TRIM_THRESHOLD, bytes
        ctypes.CDLL(None).mallopt(_setting, _value)
# A start, or a reload, makes no garbage; looking for it would be a sixth of its work. `ready` and `take_over` end this.
gc.disable()
# Told to reload before it is ready, the server does it once it is; the system would end it, or `nohup` leave it out.
if signal.getsignal(signal.SIGHUP) in (signal.SIG_DFL, signal.SIG_IGN):
    signal.signal(signal.SIGHUP, put_off)
try:
    check_numbers(os.environ)
except BrokenSetting as _broken:
    raise SystemExit(str(_broken)) from None
_host, _port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8050"
# In memory: a disk may be full, or read-only.
_memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
bind = f"[{_host}]:{_port}" if ":" in _host else f"{_host}:{_port}"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
worker_class = Worker
counts.reserve(_memory, 2 * workers)  # at a reload, those of before and after are there together
# How many of them compute at once, and how many wait, is the business of `gate`.
threads = THREADS
# The application is built once, before the workers: they share its memory, and one that dies is back
# as soon as it has forked. Without it, data that break at a reload would stop the server.
preload_app = True
# Longer than the 60 s of nginx and of most load balancers, so that they close first: no request
# is then sent on a connection that is closing. A stopping worker waits for none of them.
keepalive = 75
# A worker whose loop no longer turns is replaced; the loop never waits for a request.
timeout = 30
if hasattr(os, "memfd_create"):  # of Linux
    base.WorkerTmp = Pulse
# Below the 30 s after which hosts kill: the longest print and a slow reader end before.
graceful_timeout = 25
# The longest address of ours (every filter, ten towns) is under 2 000 characters; an oEmbed one triples it.
limit_request_line = 4094
limit_request_fields = 64
limit_request_field_size = 4096
# No field of a visitor becomes the prefix of the site: DASHBOARD_URL says it. One says the scheme, as in tests/nginx.conf.
forwarder_headers = ""
secure_scheme_headers = {"X-FORWARDED-PROTO": "https"}
# It starts a thread in the process that forks, and a door that nothing here uses.
control_socket_disable = True
loglevel = "warning"

when_ready = ready
on_reload = take_over


def post_fork(server, worker):
    """Have the worker count, and say where it was if a library crashes under it."""
    counts.take(worker.pid)
    if sys.stderr:
        faulthandler.enable()


def child_exit(server, worker):
    """Take its state off the measures."""
    counts.give_back(worker.pid)


def on_exit(server):
    """Leave nothing behind."""
    counts.close()
