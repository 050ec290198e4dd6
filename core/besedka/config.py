"""Settings of the process: from the command line and the environment, checked once."""

import os
import re
from ipaddress import IPv6Address
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

import msgspec

from besedka.plugin.errors import BesedkaError

DATABASE = "besedka.sqlite3"
DATABASE_URL = "BESEDKA_DATABASE_URL"
HOST = re.compile(r"[a-z0-9._-]+")
LOOPBACK = ("127.0.0.1", "::1", "localhost")
POSTGRES = ("postgresql", "postgres")
PLUGIN_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
LogFormat = Literal["console", "json"]
LogLevel = Literal["debug", "info", "warning", "error"]


class BadConfig(BesedkaError):
    """A setting of the process that cannot be used; the message names it and the remedy."""


class PluginTiming(msgspec.Struct, frozen=True, kw_only=True):
    """How long plugins may take, and how the host waits for them. The contract promises the deadlines of the calls."""

    setup_s: float = 30
    check_s: float = 30
    migrate_s: float = 30
    filters_s: float = 0.25
    must_filter_s: float = 0.05  # of that, kept for each filter without which no message may go on
    choose_s: float = 0.1
    compute_s: float = 0.1
    event_s: float = 5
    panel_s: float = 2
    job_s: float = 600
    finish_s: float = 10  # what runs when a plugin is switched off
    close_s: float = 5  # each callback of its stack
    cancel_s: float = 1  # how long a cancelled task may go on
    settle_s: float = 2  # how long a switch waits for its outcome
    follow_s: float = 1  # how soon a wish of another process is seen
    retry_first_s: float = 1
    retry_longest_s: float = 300
    breaker_faults: int = 5
    breaker_window_s: float = 60
    breaker_pause_s: float = 60


class Timing(msgspec.Struct, frozen=True, kw_only=True):
    """All intervals; tests shrink them."""

    header_timeout_s: float = 10
    body_timeout_s: float = 30
    hello_timeout_s: float = 10
    poll_hold_s: float = 25
    poll_gather_s: float = (
        0.1  # a poll that goes on from another one is not answered sooner, so that nobody polls in a rush
    )
    ping_interval_s: float = 25
    ping_timeout_s: float = 20
    row_interval_s: float = 0.5
    counts_interval_s: float = 1
    viewers_pause_s: float = 0.5
    typing_s: float = 6  # so long somebody is typing since the last time they said so
    presence_grace_s: float = 60
    site_grace_s: float = 5
    seen_interval_s: float = 30
    ticket_lifetime_s: float = 30
    slow_close_s: float = 10
    stop_timeout_s: float = 8
    job_poll_s: float = 1
    job_lease_s: float = 60
    job_pause_s: float = 5
    job_stop_s: float = 3
    deadline_interval_s: float = 1
    search_pause_s: float = 0.25
    search_look_s: float = 5
    database_wait_s: float = 60
    probe_interval_s: float = 1  # while the database stores nothing
    trouble_calm_s: float = 3  # longer than somebody who is refused needs to try again
    block_limit_s: float = 15
    block_rearm_s: float = 5
    plugins: PluginTiming = PluginTiming()


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """A token bucket: `burst` at once, refilled by `per_s` a second."""

    burst: float
    per_s: float


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How often somebody may do something; the benchmark raises them alike above and below the line."""

    visitor_frames: Rate = Rate(burst=40, per_s=8)
    console_frames: Rate = Rate(burst=200, per_s=40)
    connections_per_address: Rate = Rate(burst=60, per_s=2)
    sockets_per_address: int = 200
    sockets_per_visitor: int = 16
    polls_per_address: Rate = Rate(burst=400, per_s=40)
    sessions_per_address: Rate = Rate(burst=60, per_s=2)
    sign_ins_per_account: Rate = Rate(burst=8, per_s=1 / 60)
    sign_ins_per_address: Rate = Rate(burst=30, per_s=1 / 10)
    queue_frames: int = 256
    queue_bytes: int = 1_000_000
    text_chars: int = 4000
    visitor_frame_bytes: int = 64_000
    console_frame_bytes: int = 256_000
    watched_chats: int = 32
    file_bytes: int = 10 * 1024 * 1024
    files_per_message: int = 10
    uploads_per_operator: Rate = Rate(burst=60, per_s=1)
    uploads_per_visitor: Rate = Rate(burst=20, per_s=1 / 10)
    visitor_uploads_per_address: Rate = Rate(burst=60, per_s=1 / 2)
    free_disk_mb: int = 100  # less than that is an alarm


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """`public_url` is where people reach the server, without a slash at the end; None: as they ask for it, on loopback only.
    `postgres_url` is the address of a PostgreSQL database, with its password, as `postgres_setting` named it; empty: SQLite, in the
    file `database`. One that may lose what it has committed is refused unless `unsafe_database`.
    `secret_key` stands in for the key file of the data folder. In `safe_mode` no plugins of others are loaded. `blocked` names the
    plugins that blocked the server in an earlier worker.
    """

    data_dir: Path
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str | None = None
    trusted_proxies: str = ""
    postgres_url: str = ""
    postgres_setting: str = DATABASE_URL
    sqlite_path: Path | None = None
    unsafe_database: bool = False
    secret_key: str = ""
    safe_mode: bool = False
    blocked: tuple[str, ...] = ()
    log_format: LogFormat = "console"
    log_level: LogLevel = "info"
    timing: Timing = Timing()
    limits: Limits = Limits()

    @property
    def database(self) -> Path:
        return self.sqlite_path or self.data_dir / DATABASE

    def trace(self, plugin: str) -> Path:
        """What all threads did when this plugin blocked the server."""
        return self.data_dir / f"blocked-{plugin}.txt"


def from_environment(
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    data_dir: Path | None = None,
    installed: bool = False,
    look_only: bool = False,
) -> Config:
    """Read `BESEDKA_*`, and make the data folder.

    Args:
        installed: the folder must hold a database already, and is not made.
        look_only: nothing is written into the folder, not even to try whether that can be done.

    Raises:
        BadConfig: a variable has a value that cannot be used, the folder cannot be written, or there is nothing in it.
    """
    folder = data_dir or Path(os.environ.get("BESEDKA_DATA_DIR") or _default_data_dir())
    folder = folder.expanduser().absolute()
    postgres_url, sqlite_path = parse_database(os.environ.get(DATABASE_URL, ""))
    if installed and not postgres_url and not os.access(sqlite_path or folder / DATABASE, os.F_OK):
        raise BadConfig(
            f"there is no installation in {sqlite_path or folder}: start `besedka serve` once,"
            " or name its folder in BESEDKA_DATA_DIR or with --data-dir"
        )
    if not look_only:
        make_folder(folder)
    public_url = _public_url(os.environ.get("BESEDKA_PUBLIC_URL", ""))
    if host not in LOOPBACK and public_url is None:
        raise BadConfig(
            f"people reach {host} by an address that the server has to know: set BESEDKA_PUBLIC_URL, such as https://chat.example"
        )
    return Config(
        data_dir=folder,
        host=host,
        port=port,
        public_url=public_url,
        trusted_proxies=os.environ.get("BESEDKA_TRUSTED_PROXIES", ""),
        postgres_url=postgres_url,
        sqlite_path=sqlite_path,
        unsafe_database=_switch("BESEDKA_UNSAFE_DATABASE", "use a database that may lose what it has stored"),
        secret_key=os.environ.get("BESEDKA_SECRET_KEY", ""),
        safe_mode=_switch("BESEDKA_SAFE_MODE", "start without the plugins of others"),
        blocked=_blocked(os.environ.get("BESEDKA_BLOCKED", "")),
        log_format=_one_of(LogFormat, "BESEDKA_LOG_FORMAT", "console"),
        log_level=_one_of(LogLevel, "BESEDKA_LOG_LEVEL", "info"),
        timing=_timing(),
    )


def _default_data_dir() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share") / "besedka"


def make_folder(folder: Path, setting: str = "BESEDKA_DATA_DIR") -> None:
    """Make the data folder if it is not there, and see that it can be written.

    Args:
        folder: absolute.
        setting: where somebody named it.

    Raises:
        BadConfig: it cannot.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / ".writable").touch()
        (folder / ".writable").unlink()
    except OSError as error:
        raise BadConfig(
            f"the data folder {folder} cannot be written ({error.strerror}): name another one in {setting}"
        ) from None


def _public_url(value: str) -> str | None:
    """The origin as browsers write it, so that it can be compared with what they send."""
    if not value:
        return None
    try:
        parts = urlsplit(value)
        host, port = _host(parts.hostname or "", "[" in parts.netloc), parts.port
        whole = parts.path in ("", "/") and not (parts.query or parts.fragment or "@" in parts.netloc)
        if parts.scheme not in ("http", "https") or not whole or port == 0 or not value.isprintable():
            raise ValueError
    except ValueError:
        raise BadConfig(
            f"BESEDKA_PUBLIC_URL is {value!r}: it must be an address such as https://chat.example, without a path"
        ) from None
    default_port = 443 if parts.scheme == "https" else 80
    return f"{parts.scheme}://{host}" + ("" if port in (None, default_port) else f":{port}")


def _host(name: str, bracketed: bool) -> str:
    if bracketed and "%" not in name:
        return f"[{IPv6Address(name)}]"
    name = name.encode("idna").decode()
    if not HOST.fullmatch(name):
        raise ValueError(name)
    return name


def parse_database(url: str, setting: str = DATABASE_URL) -> tuple[str, Path | None]:
    """The address of PostgreSQL, or the path of SQLite's file, or neither. The message holds no address: it has a password.

    Args:
        url: as somebody wrote it.
        setting: where they wrote it.

    Raises:
        BadConfig: it is neither.
    """
    if not url:
        return "", None
    scheme, _, rest = url.partition("://")
    if scheme in POSTGRES and len(rest) > 1 and url.isprintable() and _has_its_parts(rest):
        return url, None
    if scheme == "sqlite" and rest.startswith("//") and len(rest) > 2 and url.isprintable():
        return "", Path(rest[1:])
    raise BadConfig(
        f"{setting} is no address of a database: it must be such as"
        " postgresql://besedka:password@127.0.0.1/besedka, with any of @/?#[]% in the password as %40 %2F %3F %23 %5B %5D %25,"
        " or sqlite:////var/lib/besedka/besedka.sqlite3"
    )


def _has_its_parts(rest: str) -> bool:
    """Whether no part of a password can be taken for a host or a database, which messages name."""
    before, _, after = rest.rpartition("@")
    return not set(before) & set("@/?#[]") and "#" not in after


def _switch(name: str, purpose: str) -> bool:
    value = os.environ.get(name, "")
    if value not in ("", "0", "1"):
        raise BadConfig(f"{name} is {value!r}: it must be 1, to {purpose}, or 0")
    return value == "1"


def _blocked(value: str) -> tuple[str, ...]:
    names = [name.strip() for name in value.split(",")] if value.strip() else []
    if not all(map(PLUGIN_NAME.fullmatch, names)):
        raise BadConfig(f"BESEDKA_BLOCKED is {value!r}: it must be names of plugins, separated by commas")
    return tuple(dict.fromkeys(names))


def _one_of(words: Any, variable: str, default: Any) -> Any:
    value = os.environ.get(variable) or default
    if value not in get_args(words):
        raise BadConfig(f"{variable} is {value!r}: it must be one of {', '.join(get_args(words))}")
    return value


def _timing() -> Timing:
    limit_s, wait_s = (_shrunk(name) for name in ("BLOCK_LIMIT_S", "DATABASE_WAIT_S"))
    timing = Timing(database_wait_s=Timing().database_wait_s if wait_s is None else wait_s)
    return (
        timing if limit_s is None else msgspec.structs.replace(timing, block_limit_s=limit_s, block_rearm_s=limit_s / 3)
    )


def _shrunk(name: str) -> float | None:
    """What a test wants instead of a long time."""
    value = os.environ.get(f"BESEDKA_TEST_{name}", "") if os.environ.get("BESEDKA_TEST") == "1" else ""
    return float(value) if value else None
