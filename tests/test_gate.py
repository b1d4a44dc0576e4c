"""The gate: so many at once, so many who wait, and the others told so at once."""

import threading
from contextlib import contextmanager

import pytest
from conftest import ROOT

from dashboard.app import create_app
from dashboard.gate import THREADS, WAITERS, WAITING, Crowded, Gate


@contextmanager
def occupied(gate: Gate, count: int):
    """Have threads take turns for as long as the block lasts."""
    done, started = threading.Event(), []

    def stay():
        with gate.turn():
            done.wait(30)

    for _ in range(count):
        started.append(threading.Thread(target=stay))
        started[-1].start()
    while gate.inside < count:
        pass
    yield
    done.set()
    for thread in started:
        thread.join()


def test_beyond_those_who_compute_and_those_who_wait_one_is_refused_at_once():
    gate = Gate(at_once=2, waiting=1, wait_s=30)
    with occupied(gate, 3):
        with pytest.raises(Crowded), gate.turn():
            pass
        assert gate.inside == 3
    assert gate.inside == 0
    with gate.turn():
        assert gate.inside == 1


def test_one_who_waits_too_long_is_refused_and_leaves_the_place():
    gate = Gate(at_once=1, waiting=5, wait_s=0.01)
    with occupied(gate, 1):
        with pytest.raises(Crowded), gate.turn():
            pass
        assert gate.inside == 1


def test_what_is_prepared_gives_way_at_the_gate_of_the_views(toy, monkeypatch):
    gates = []
    monkeypatch.setattr("dashboard.answers.Answers.calm", lambda _, gate: gates.append(gate))
    for written in ("view", "answered"):
        monkeypatch.setattr(f"dashboard.view.{written}", lambda *_: "")
    create_app(toy).server.config["PREPARE"]()
    assert len(set(gates)) == 1 and gates[0].most == Gate().most  # that of prints lets fewer wait


@contextmanager
def waiting_for(gate: Gate, count: int, key: str):
    """Have one thread make a key, and others wait for it, for as long as the block lasts."""
    done, refused = threading.Event(), []

    def ask():
        try:
            with gate.alone(key):
                done.wait(30)
        except Crowded:
            refused.append(key)

    before = gate.room._value
    started = [threading.Thread(target=ask) for _ in range(count + 1)]
    for thread in started:
        thread.start()
    while gate.room._value > before - count:
        assert not refused
    yield
    done.set()
    for thread in started:
        thread.join()
    assert not refused and gate.room._value == before


def test_those_who_wait_for_one_thing_are_bounded_and_leave_room_for_no_more():
    """Whatever they wait for, and at whichever gate: else they would take every thread."""
    room = threading.BoundedSemaphore(3)
    one, other = Gate(room=room, wait_s=30), Gate(room=room, wait_s=30)
    with waiting_for(one, 2, "a"), waiting_for(other, 1, "a"):
        for gate in (one, other):
            with pytest.raises(Crowded), gate.alone("a"):
                pass
            with gate.alone("b"), gate.turn():
                pass
        with occupied(one, 1), pytest.raises(Crowded), one.turn():
            pass
        assert one.inside == 0
    with one.alone("a"), other.alone("a"):
        pass


def test_the_gates_of_a_process_leave_threads_to_what_passes_none(toy_app):
    answers = toy_app.server.config["READY"].__self__
    gates = [answers.gate(path, "") for path in ("/embed", "/carte.pdf")]
    assert gates[0] is not gates[1] and gates[0].room is gates[1].room
    computing = sum(gate.most - waiting for gate, waiting in zip(gates, (WAITING, 4), strict=True))
    assert gates[0].room._value == WAITERS and WAITERS + computing + 2 <= THREADS
    assert "\nthreads = THREADS\n" in (ROOT / "gunicorn.conf.py").read_text("utf-8")


def test_a_failure_gives_the_turn_back():
    gate = Gate(at_once=1, waiting=0)
    for _ in range(3):
        with pytest.raises(ValueError), gate.turn():
            raise ValueError
    assert gate.inside == 0


def test_what_is_alike_is_made_by_one_at_a_time_and_what_is_not_by_several():
    gate = Gate(wait_s=0.01)
    with gate.alone("a"):
        refused = []

        def ask():
            try:
                with gate.alone("a"):
                    pass
            except Crowded:
                refused.append(True)

        other = threading.Thread(target=ask)
        other.start()
        other.join()
        with gate.alone("b"):
            assert refused == [True]
    with gate.alone("a"):
        assert set(gate.makers) == {"a"}
    assert gate.makers == {}
