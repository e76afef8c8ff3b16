"""Where work on many files is done: here, or on the machines of a Dask cluster that the user names.

Whatever runs it, the work is a pure function of things that travel (picklable), so the result is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from xlpy.app.usecases import Cluster
from xlpy.basics.errors import UserError

T = TypeVar("T")
R = TypeVar("R")

PATIENCE = "20s"
"""How long a scheduler may take to answer."""


class ClusterError(UserError):
    """The cluster can't be used; the message says why."""


@contextmanager
def cluster(address: str | None, *, sends: bool = False) -> Iterator[Cluster | None]:
    """The cluster of the Dask scheduler at ``address`` (``tcp://10.0.0.5:8786``); None without an address.

    Work of a machine that is lost is given to another, up to three times. Raises ClusterError where Dask is not
    installed or nobody answers there.
    """
    if not address:
        yield None
        return
    try:
        import distributed  # noqa: PLC0415  (an extra: only who has a cluster installs it)
    except ImportError as fault:
        raise ClusterError(
            "Chưa cài Dask; cài bằng lệnh: python -m pip install --require-hashes -r requirements/cluster.txt"
        ) from fault
    try:
        client: Any = distributed.Client(  # type: ignore[no-untyped-call]
            address, timeout=PATIENCE, set_as_default=False
        )
    except (OSError, ValueError) as fault:
        raise ClusterError(f"Không nối được với cụm máy Dask ở {address}: {fault}") from fault
    try:
        yield Cluster(client.get_executor(pure=False, retries=3), sends)
    finally:
        client.close()


def each(found: Cluster | None, job: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
    """``job`` of every item, in order: on the cluster, or here one by one without one."""
    yield from found.executor.map(job, items) if found else map(job, items)
