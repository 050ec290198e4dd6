"""Settings of the process: from the command line and the environment, checked once."""

import os
import re
from ipaddress import IPv6Address
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from besedka.plugin.errors import BesedkaError

DATABASE = "besedka.sqlite3"
HOST = re.compile(r"[a-z0-9._-]+")
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class BadConfig(BesedkaError):
    """A setting of the process that cannot be used; the message names it and the remedy."""


class Timing(msgspec.Struct, frozen=True, kw_only=True):
    """All intervals; tests shrink them."""

    header_timeout_s: float = 10
    body_timeout_s: float = 30
    hello_timeout_s: float = 10
    ping_interval_s: float = 25
    ping_timeout_s: float = 20
    row_interval_s: float = 0.5
    counts_interval_s: float = 1
    presence_grace_s: float = 60
    site_grace_s: float = 5
    seen_interval_s: float = 30
    ticket_lifetime_s: float = 30
    slow_close_s: float = 10
    stop_timeout_s: float = 8


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """A token bucket: `burst` at once, refilled by `per_s` a second."""

    burst: float
    per_s: float


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How often somebody may do something; the benchmark raises them alike above and below the line."""

    visitor_frames: Rate = Rate(burst=40, per_s=8)
    console_frames: Rate = Rate(burst=200, per_s=40)
    connections_per_address: Rate = Rate(burst=60, per_s=2)
    sessions_per_address: Rate = Rate(burst=60, per_s=2)
    sign_ins_per_account: Rate = Rate(burst=8, per_s=1 / 60)
    sign_ins_per_address: Rate = Rate(burst=30, per_s=1 / 10)
    queue_frames: int = 256
    queue_bytes: int = 1_000_000
    text_chars: int = 4000
    visitor_frame_bytes: int = 64_000
    console_frame_bytes: int = 256_000
    watched_chats: int = 32


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """`public_url` is where people reach the server, without a slash at the end; None: as they ask for it, on loopback only."""

    data_dir: Path
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str | None = None
    trusted_proxies: str = ""
    timing: Timing = Timing()
    limits: Limits = Limits()

    @property
    def database(self) -> Path:
        return self.data_dir / DATABASE


def from_environment(
    *, host: str = "127.0.0.1", port: int = 8000, data_dir: Path | None = None, installed: bool = False
) -> Config:
    """Read `BESEDKA_*`, and make the data folder.

    Args:
        installed: the folder must hold a database already, and is not made.

    Raises:
        BadConfig: a variable has a value that cannot be used, the folder cannot be written, or there is nothing in it.
    """
    folder = data_dir or Path(os.environ.get("BESEDKA_DATA_DIR") or _default_data_dir())
    folder = folder.expanduser().absolute()
    if installed and not (folder / DATABASE).exists():
        raise BadConfig(
            f"there is no installation in {folder}: start `besedka serve` once,"
            " or name its folder in BESEDKA_DATA_DIR or with --data-dir"
        )
    _make(folder)
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
    )


def _default_data_dir() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share") / "besedka"


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / ".writable").touch()
        (folder / ".writable").unlink()
    except OSError as error:
        raise BadConfig(
            f"the data folder {folder} cannot be written ({error.strerror}): name another one in BESEDKA_DATA_DIR"
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
