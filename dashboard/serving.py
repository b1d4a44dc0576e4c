"""How gunicorn serves the dashboard: its worker, which waits for no visitor; `gunicorn.conf.py` holds the settings."""

import atexit
import os
import sys
import time
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from io import FileIO
from itertools import takewhile
from pathlib import Path
from selectors import EVENT_READ, EVENT_WRITE
from socket import SHUT_WR
from threading import Timer

from gunicorn.app.base import Application
from gunicorn.config import Config
from gunicorn.http.message import Request
from gunicorn.workers.gthread import TConn, ThreadWorker
from gunicorn.workers.workertmp import WorkerTmp

from .refusals import TooSlow, check, refusal, status_of
from .visitor import MOST_HEAD, Visitor

CONFIGURATION = Path(__file__).resolve().parent.parent / "gunicorn.conf.py"
ASK_S, READ_S = 10.0, 20.0  # to send a whole request; without one byte of an answer read
LINGER_S = 2  # after an answer, for its visitor to close
LEFT_S = 0.0002  # for each request under way or just answered, before another visitor is taken in
AFTER_S, END_S = 0.5, 0.1  # from the first answer of a worker to what it prepares; for that to end
TURN_S = 0.001  # before a thread that computes lets another run


class Server(Application):
    """Gunicorn, started from Python."""

    def load_config(self) -> None:
        self.load_config_from_file(str(CONFIGURATION))

    def load(self):
        from .app import create_server  # not before the address is known to be right

        return create_server()


class Pulse(WorkerTmp):
    """The sign of life of a worker, in memory: gunicorn has it in a file, for which there may be no disk."""

    def __init__(self, cfg: Config):
        self._tmp = FileIO(os.memfd_create("pulse"), "w")
        os.fchown(self.fileno(), cfg.uid, cfg.gid)
        self.notify()  # else it is dated by the wall clock, and one that hangs before its first turn stays


class Connection(TConn):
    """A connection that ends, after an answer, without anybody waiting for its visitor."""

    def __init__(self, worker: "Worker", *of):
        super().__init__(worker.cfg, *of)
        self.worker = worker

    def close(self, graceful: bool = False) -> None:
        """Close at once, or as `Worker.linger` does."""
        if graceful:
            self.worker.linger(self.sock)
        else:
            super().close()


class Worker(ThreadWorker):
    """Gunicorn's threaded worker, that gives a thread to whole requests only, while they are computed.

    Its own gives one to each connection, for as long as the visitor takes to send a request and to
    read its answer: the idle connections that browsers open in advance, or a few slow ones, would stop
    it. So would those who do not close after the answer: it waits for each in turn.
    """

    def init_process(self) -> None:
        """Let a short answer cut in on a long one sooner than Python does by itself."""
        self.lingering: dict[Visitor, float] = {}  # until when
        self.reading: dict[Connection, float] = {}  # likewise, those whose answer is not all sent
        self.at_once = 0  # answers given without a thread since the last visitor was taken in
        sys.setswitchinterval(TURN_S)
        super().init_process()

    def load_wsgi(self) -> None:
        """Prepare what the next visitors would wait for, once the first ones have their page."""
        super().load_wsgi()
        self.ready = self.wsgi.config["READY"]
        self.beside = Timer(AFTER_S, self.wsgi.config["PREPARE"])
        self.beside.daemon = True
        atexit.register(self.end_beside)
        self.beside.start()

    def end_beside(self) -> None:
        """End what is prepared; when it takes longer, end without taking its libraries down under it."""
        self.beside.cancel()
        self.wsgi.config["CEASE"]()
        self.beside.join(END_S)
        if self.beside.is_alive():
            os._exit(0)

    def accept(self, listener) -> None:
        """Take a connection in, without a thread; a busy worker leaves a moment for an idle one to do so.

        The system wakes every worker: the first would take all who come at once, and serve them alone.
        """
        busy = self.nr_conns - len(self.keepalived_conns) + self.at_once
        self.at_once = 0
        if self.alive:
            time.sleep(min(busy, 5) * LEFT_S)
        try:
            visitor, address = listener.accept()
        except OSError:  # gone meanwhile, or no descriptor left: asked again in the next turn
            return
        self.nr_conns += 1
        self.await_request(Connection(self, Visitor(visitor), address, listener.getsockname()))

    def await_request(self, connection: Connection) -> None:
        """Wait for a request in the main loop."""
        connection.timeout = time.monotonic() + ASK_S
        self.pending_conns.append(connection)
        heard = partial(self.on_pending_socket_readable, connection)
        self.poller.register(connection.sock, EVENT_READ, heard)

    def on_pending_socket_readable(self, connection: Connection, visitor: Visitor) -> None:
        """Give a thread to a request that is whole."""
        if visitor.whole():
            super().on_pending_socket_readable(connection, visitor)

    def on_client_socket_readable(self, connection: Connection, visitor: Visitor) -> None:
        """Do the same for the next request of a connection that was kept."""
        if visitor.whole():
            super().on_client_socket_readable(connection, visitor)
        else:
            self.poller.unregister(visitor)
            self.keepalived_conns.remove(connection)
            self.await_request(connection)

    def enqueue_req(self, connection: Connection) -> None:
        """Answer at once what is kept: handing it to a thread and back takes as long. Give a thread to the rest."""
        if not self.ready(connection.sock.head):
            super().enqueue_req(connection)
            return
        self.at_once += 1
        done: Future = Future()
        done.set_result(self.handle(connection))
        self.finish_request(connection, done)

    def handle_request(self, req: Request, connection: Connection) -> bool:
        """Have a request that is one answered, as far as the network takes its answer at once."""
        check(req)
        kept = super().handle_request(req, connection)
        connection.sock.flush()
        return kept

    def finish_request(self, connection: Connection, done: Future) -> None:
        """Send what is left of an answer as its visitor reads it, then go on with the connection."""
        visitor = connection.sock
        try:
            sent = visitor.flush()
        except OSError:  # gone
            sent = True
            visitor.left.clear()
        if sent:
            super().finish_request(connection, done)
        else:
            visitor.setblocking(False)
            self.reading[connection] = time.monotonic() + READ_S
            self.poller.register(visitor, EVENT_WRITE, partial(self.read_on, connection, done))

    def read_on(self, connection: Connection, done: Future, visitor: Visitor) -> None:
        """Send more of an answer."""
        del self.reading[connection]
        self.poller.unregister(visitor)
        self.finish_request(connection, done)

    def linger(self, visitor: Visitor) -> None:
        """Say that the answer is whole, and close once its visitor has (RFC 9112, section 9.6), or soon."""
        try:
            visitor.shutdown(SHUT_WR)
        except OSError:  # the visitor was first
            visitor.close()
            return
        visitor.setblocking(False)
        visitor.closed = True  # whatever still comes is no request
        self.nr_conns += 1  # gunicorn has counted it off
        self.lingering[visitor] = time.monotonic() + LINGER_S
        self.poller.register(visitor, EVENT_READ, self.drain)

    def drain(self, visitor: Visitor) -> None:
        """Throw away what is still sent, until the end."""
        with suppress(OSError):
            if visitor.recv(MOST_HEAD):
                return
        self.end(visitor)

    def end(self, visitor: Visitor) -> None:
        """Close a connection that lingered."""
        del self.lingering[visitor]
        self.poller.unregister(visitor)
        visitor.close()
        self.nr_conns -= 1

    def murder_pending(self) -> None:
        """Tell those whose request is too slow, close those who say nothing, linger or read too long."""
        now = time.monotonic()
        for connection in list(takewhile(lambda one: one.timeout <= now, self.pending_conns)):
            if connection.sock.asked:
                self.pending_conns.remove(connection)
                self.refuse(connection)
        super().murder_pending()
        for visitor in [each for each, until in self.lingering.items() if until <= now]:
            self.end(visitor)
        for connection in [each for each, until in self.reading.items() if until <= now]:
            del self.reading[connection]
            self.poller.unregister(connection.sock)
            connection.close()
            self.nr_conns -= 1

    def refuse(self, connection: Connection) -> None:
        """End a connection on a request that does not come."""
        self.poller.unregister(connection.sock)
        self.handle_error(None, connection.sock, connection.client, TooSlow())
        with suppress(OSError):
            connection.sock.flush()
        self.nr_conns -= 1
        connection.close(graceful=True)

    def handle_error(self, req, client: Visitor, addr, exc: Exception) -> None:
        """Answer what is not HTTP in French, with the headers of every answer, and note it likewise."""
        status = status_of(exc)
        if status == 500:
            self.log.error("erreur non prévue", exc_info=exc)
        head, body = refusal(status)
        if client.head.startswith(b"HEAD "):  # no answer to it has a body
            body = b""
        with suppress(OSError):
            client.sendall(head + body)
        self.wsgi.wsgi_app.note(str(status), len(body), 0, {})

    def set_accept_enabled(self, enabled: bool) -> None:
        """When the worker stops, take in all who wait at the door, then close it.

        Else the system would go on promising an answer that nobody gives, or reset those who wait.
        """
        super().set_accept_enabled(enabled)
        if self.alive or enabled:
            return
        for listener in self.sockets:
            waiting = -1
            while waiting < self.nr_conns:
                waiting = self.nr_conns
                self.accept(listener)
            listener.close()
