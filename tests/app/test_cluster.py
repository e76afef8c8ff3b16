"""A Dask cluster of two machines on this one: the same edition as without, also when a machine is lost."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from samples.make_samples import INBOX, PREVIOUS, YEAR
from xlpy.app import cli
from xlpy.app.cluster import ClusterError, cluster
from xlpy.intake import batches

pytestmark = [
    pytest.mark.slow("cluster"),
    pytest.mark.skipif(find_spec("distributed") is None, reason="Dask is not installed"),
]
SAMPLE = [str(INBOX), "--catalogue", str(YEAR / "danh-muc"), "--previous", str(PREVIOUS)]


@pytest.fixture(scope="module")
def machines() -> Iterator[Any]:
    import dask  # noqa: PLC0415  (only where Dask is installed)
    import distributed  # noqa: PLC0415

    start: Any = distributed.LocalCluster
    with (
        dask.config.set({"distributed.worker.daemon": False}),
        start(n_workers=2, threads_per_worker=1, dashboard_address=None) as found,
    ):
        yield found


def edition(out: Path, *options: str) -> dict[str, bytes]:
    """The files of the sample's edition, made with these options."""
    assert cli.main(["consolidate", *SAMPLE, "--out", str(out), *options]) == 1
    return {path.name: path.read_bytes() for path in (out / "CN_2023-2024").iterdir()}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return edition(tmp_path_factory.mktemp("mot"), "--workers", "1")


def test_two_processes_give_the_edition_of_one(alone, tmp_path):
    assert edition(tmp_path, "--workers", "2") == alone


@pytest.mark.parametrize("sending", [(), ("--dask-send",)])
def test_a_cluster_gives_the_edition_of_one_process(alone, machines, tmp_path, monkeypatch, sending):
    monkeypatch.setattr(batches, "SIZE", 4)
    assert edition(tmp_path, "--dask", machines.scheduler_address, *sending) == alone


def test_it_does_so_when_a_machine_is_killed_in_the_middle(alone, machines, tmp_path, monkeypatch):
    monkeypatch.setattr(batches, "SIZE", 2)
    victim = next(iter(machines.workers.values())).pid

    def kill() -> None:
        time.sleep(1)
        os.kill(victim, signal.SIGKILL)  # type: ignore[attr-defined,unused-ignore]  # not on Windows

    killer = threading.Thread(target=kill)
    killer.start()
    made = edition(tmp_path, "--dask", machines.scheduler_address)
    killer.join()
    assert made == alone
    assert victim not in [worker.pid for worker in machines.workers.values()]


def test_a_cluster_that_nobody_answers_for_is_a_sentence(monkeypatch):
    monkeypatch.setattr("xlpy.app.cluster.PATIENCE", "1s")
    with pytest.raises(ClusterError, match="Không nối được với cụm máy Dask"), cluster("tcp://127.0.0.1:9"):
        pass
