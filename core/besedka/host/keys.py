"""The secret key of the installation, and what is sealed with it: secrets in settings, the memory of plugins."""

import base64
import binascii
import contextlib
import hashlib
import hmac
import logging
import os
import secrets
import stat
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from besedka.config import BadConfig, Config
from besedka.plugin.errors import BesedkaError

log = logging.getLogger("besedka.host")

KEY_FILE = "secret.key"
KEY_CHARS = 32
NONCE_BYTES = 12
PREFIX = "v1:"


class WrongKey(BesedkaError):
    """What was sealed cannot be opened: the key is another one, or the value was moved or changed."""


class Sealer:
    """Encrypts and authenticates (AES-256-GCM). `place` says where a value belongs, such as "stars" and "token": taken to
    another place it cannot be opened."""

    def __init__(self, key: str) -> None:
        self._cipher = AESGCM(hashlib.sha256(key.strip().encode()).digest())

    def seal(self, value: bytes, *place: str) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, value, _associated(place))

    def open(self, sealed: bytes, *place: str) -> bytes:
        """Raises:
        WrongKey: naming the place.
        """
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _associated(place))
        except (InvalidTag, ValueError) as error:
            raise WrongKey(
                f"{' / '.join(place)} cannot be read: it was saved with another secret key;"
                " put back the key that it was saved with, or save it again"
            ) from error

    def seal_text(self, value: str, *place: str) -> str:
        """As a text, "v1:…"."""
        return PREFIX + base64.urlsafe_b64encode(self.seal(value.encode(), *place)).decode()

    def open_text(self, sealed: str, *place: str) -> str:
        """Raises:
        WrongKey: naming the place.
        """
        try:
            raw = base64.b64decode(sealed.removeprefix(PREFIX), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            raw = b""
        return self.open(raw, *place).decode()


def _associated(place: tuple[str, ...]) -> bytes:
    return "\0".join(place).encode()


def sealer(config: Config) -> Sealer:
    """With the secret key. Raises what `secret_key` does."""
    return Sealer(secret_key(config))


def signing_key(config: Config, purpose: str) -> bytes:
    """A key made of the secret key that signs for one purpose. Raises what `secret_key` does."""
    return hmac.digest(secret_key(config).strip().encode(), purpose.encode(), "sha256")


def secret_key(config: Config) -> str:
    """That of BESEDKA_SECRET_KEY, else of the file secret.key in the data folder, which is made when it is not there.

    Raises:
        BadConfig: the key is too short, or the file cannot be read.
    """
    if config.secret_key:
        return _checked(config.secret_key, "BESEDKA_SECRET_KEY")
    path = config.data_dir / KEY_FILE
    try:
        with contextlib.suppress(FileExistsError):
            _make(path)
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            log.warning("%s can be read by other users of this machine: chmod 600 %s", path, path)
        return _checked(path.read_text(), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise BadConfig(
            f"the secret key {path} cannot be read ({error}): let the server's user read it,"
            " or give the key in BESEDKA_SECRET_KEY"
        ) from None


def _make(path: Path) -> None:
    # Written aside and linked: a key file is never seen half written.
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(KEY_CHARS) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    finally:
        draft.unlink()


def _checked(key: str, where: str) -> str:
    if len(key.strip()) < KEY_CHARS:
        raise BadConfig(
            f"the secret key in {where} has fewer than {KEY_CHARS} characters: put back the one that was there,"
            " or a new random one, after which saved passwords and tokens have to be typed again"
        )
    return key
