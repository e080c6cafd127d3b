"""A real PostgreSQL in a folder of its own, with a database for each library that a test makes."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

USER, PASSWORD = "policy", "quay & berth/7"
_TEMPLATE = "filled"
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "listen_addresses=127.0.0.1")


def programs() -> Path | None:
    """Give the newest folder with the programs of PostgreSQL's server, None where it is not installed."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    found += [Path(on_path).resolve().parent] if on_path else []
    return max(found, key=lambda path: path.parent.name.zfill(3), default=None)


class PostgresServer:
    """A server on 127.0.0.1; `address` is the URL of one of its databases, with the password in it."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._folder = programs, folder
        self._made = 0
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        (folder / "password").write_text(PASSWORD, encoding="utf-8")
        if os.geteuid() == 0:  # the server refuses to run as root
            for path in (folder, folder / "password"):
                shutil.chown(path, "postgres", "postgres")
        access = ("--username", USER, "--auth=scram-sha-256", "--pwfile", str(folder / "password"))
        self._run("initdb", "-D", str(folder / "data"), "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", *access)
        self.start()

    def address(self, database: str, user: str = USER, password: str = PASSWORD) -> str:
        quoted = password.replace(" ", "%20").replace("&", "%26").replace("/", "%2F")
        return f"postgresql+psycopg://{user}:{quoted}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        options = " ".join(f"-c {one}" for one in (*_QUICK, f"port={self.port}", f"unix_socket_directories={self._folder}"))
        self._control("start", "-o", options)

    def stop(self) -> None:
        self._control("stop", "-m", "fast")

    def create_database(self, template: str = "template1") -> str:
        """Make a database and give its name."""
        self._made += 1
        name = f"test{self._made}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def execute(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run a statement in a database and give its rows."""
        with psycopg.connect(
            host="127.0.0.1", port=self.port, user=USER, password=PASSWORD, dbname=database, autocommit=True
        ) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def run_tool(self, tool: str, *arguments: str) -> None:
        """Run a program of PostgreSQL's clients, which is told the password."""
        subprocess.run([str(self._programs / tool), *arguments], check=True, env=os.environ | {"PGPASSWORD": PASSWORD})

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-l", str(self._folder / "log"), "-w", *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        other, no_groups = ("postgres", []) if os.geteuid() == 0 else (None, None)  # the server refuses to run as root
        command = [str(self._programs / program), *arguments]
        subprocess.run(command, cwd=self._folder, check=True, stdout=subprocess.DEVNULL, user=other, group=other, extra_groups=no_groups)


@contextmanager
def postgres_server(programs: Path) -> Iterator[PostgresServer]:
    """Run a server until the end."""
    folder = Path(tempfile.mkdtemp(prefix="policy-postgresql-"))
    try:
        server = PostgresServer(programs, folder)
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
