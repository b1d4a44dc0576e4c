"""The gate: so many at once, so many who wait, and the others told so at once."""

import threading
from contextlib import contextmanager

import pytest

from dashboard.app import create_app
from dashboard.gate import Crowded, Gate


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
