"""What gunicorn does between the settings and the workers: a start, and new data without a failed request.

One process builds the application and forks the workers; at SIGHUP it builds another one, whole, before any
worker is replaced, or keeps the one it has.
"""

import gc
from functools import lru_cache

from gunicorn.arbiter import Arbiter

CACHE = type(lru_cache(int))


def ready(server: Arbiter) -> None:
    """Say where the dashboard answers; from now on there is garbage."""
    gc.enable()
    print(f"Le tableau de bord répond à http://{server.cfg.bind[0]}", flush=True)


def forget() -> None:
    """Empty the caches of the package, which would hold the data before for good."""
    gc.unfreeze()  # what is frozen is not listed
    for kept in gc.get_objects():
        if type(kept) is CACHE and kept.__module__.startswith(__package__):
            kept.cache_clear()


def take_over(server: Arbiter) -> None:
    """Build the application anew over the data as they are now; keep the one there was if it cannot be.

    Gunicorn calls it at SIGHUP, before it replaces the workers.
    """
    before = server.app.callable
    server.app.callable = None
    forget()
    try:
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
        print(f"Données reprises\u202f: {server.app.callable.config['VERSION']}", flush=True)
    finally:
        gc.enable()
