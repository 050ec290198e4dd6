"""`besedka serve`: takes the data folder and the port, runs the server, stops it without losing anything."""

import fcntl
import gc
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType

import click
import msgspec
import uvicorn
import uvloop

from besedka.cli import logs
from besedka.cli.desk import Running, run_desk
from besedka.cli.watchdog import Watchdog, armed
from besedka.config import Config
from besedka.plugin.errors import BesedkaError
from besedka.web.http_protocol import HttpProtocol
from besedka.web.protocol import SocketProtocol

BACKLOG = 4096


class Busy(BesedkaError):
    """Somebody else has the port or the data folder."""


def serve(config: Config) -> None:
    """Run until SIGINT or SIGTERM.

    Raises:
        Busy: the port or the data folder is taken.
    """
    logs.set_up(config)
    with _only_server(config), _listening(config) as listener, armed(config) as watchdog:
        config = _with_port(config, listener.getsockname()[1])
        uvloop.run(_serve(config, listener, watchdog))


async def _serve(config: Config, listener: socket.socket, watchdog: Watchdog) -> None:
    async with watchdog.fed(), run_desk(config) as running:
        server = uvicorn.Server(server_config(config, running))

        def stop(number: int, frame: FrameType | None) -> None:
            # Asked before uvicorn listens to signals; and afterwards, when it raises them again for whoever was there before.
            server.should_exit = True

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, stop)
        settle_memory()
        _announce(config, running)
        await server.serve(sockets=[listener])


def settle_memory() -> None:
    """What the start has made stays for good: the collector need not look at it again, and not at every few hundred frames."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def server_config(config: Config, running: Running) -> uvicorn.Config:
    """How uvicorn runs the edge."""
    return uvicorn.Config(
        running.web.app,
        http=partial(HttpProtocol, config.timing),  # type: ignore[arg-type]
        ws=SocketProtocol,
        ws_per_message_deflate=False,
        ws_max_size=config.limits.console_frame_bytes,
        ws_ping_interval=config.timing.ping_interval_s,
        ws_ping_timeout=config.timing.ping_timeout_s,
        timeout_graceful_shutdown=round(config.timing.stop_timeout_s),
        proxy_headers=bool(config.trusted_proxies),
        forwarded_allow_ips=config.trusted_proxies or None,
        server_header=False,
        access_log=False,
        log_level="warning",
        log_config=None,
    )


def _announce(config: Config, running: Running) -> None:
    address = config.public_url or f"http://{config.host}:{config.port}"
    key = running.desk.sessions.owner_key
    first = "" if running.desk.team.has_owner else f"#key={key}   (makes the owner, once; owner key: {key})"
    click.echo(f"Console:    {address}/{first}")
    click.echo(f"Demo shop:  {address}/demo")
    click.echo(f"Data:       {config.data_dir}")
    sys.stdout.flush()


@contextmanager
def _only_server(config: Config) -> Iterator[None]:
    """SQLite means one process: the folder is ours, or nobody starts."""
    lock = config.data_dir / "server.lock"
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise Busy(f"{lock} cannot be opened ({error.strerror}): remove it, if no server is running") from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise Busy(
            f"another server is running on {config.data_dir}: stop it, or name another folder in BESEDKA_DATA_DIR"
        ) from None
    else:
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _listening(config: Config) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((config.host, config.port))
        except (socket.gaierror, UnicodeError) as error:
            raise Busy(f"{config.host} is no address ({error}): name one of this machine with --host") from None
        except OSError as error:
            raise Busy(
                f"port {config.port} of {config.host} cannot be used ({os.strerror(error.errno or 0)}):"
                " stop what uses it, or choose another one with --port"
            ) from None
        listener.listen(BACKLOG)
        listener.setblocking(False)
        yield listener


def _with_port(config: Config, port: int) -> Config:
    return msgspec.structs.replace(config, port=port)
