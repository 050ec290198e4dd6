"""Passwords: Argon2id in a thread (it takes some 50 ms and 19 MB), and what a new one must be."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from besedka.plugin.errors import Refused

MIN_CHARS = 12
MAX_BYTES = 1024
COMMON = (
    "password",
    "пароль",
    "qwerty",
    "йцукен",
    "123456",
    "letmein",
    "welcome",
    "administrator",
    "besedka",
    "беседка",
)

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # OWASP's floor for Argon2id
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="besedka-password")  # two at once, and 40 MB
# The hash of a password that nobody has, with the same costs, so that an unknown account takes as long as a known one.
NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$Q28XhwoUl3y0v2mHmAOIzg$zgRT3prKjFTwbhfIxdmgfgKrUY/48GfErIZ6zmLjCj0"


async def hashed(password: str) -> str:
    """The hash to store."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _hasher.hash, password)


async def matches(password: str, stored: str) -> bool:
    """Whether this is the password of the stored hash. Too long ones are wrong before they are hashed."""
    if len(password.encode()) > MAX_BYTES:
        return False
    return await asyncio.get_running_loop().run_in_executor(_threads, _verify, password, stored)


def _verify(password: str, stored: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def check_new(password: str, *personal: str) -> None:
    """Refuse a password that is short, common, or made of what everybody knows of its owner.

    Raises:
        Refused: `short_password`, `long_password` or `common_password`, with the fact `field`.
    """
    if len(password) < MIN_CHARS:
        raise Refused("short_password", field="password", chars=MIN_CHARS)
    if len(password.encode()) > MAX_BYTES:
        raise Refused("long_password", field="password", bytes=MAX_BYTES)
    letters = password.casefold().strip("0123456789!?.,_- ")
    known = set(COMMON)
    for text in personal:
        known |= {text.casefold(), *text.casefold().replace("@", " ").split()}
    if len(set(letters)) < 3 or letters in known or any(letters == 2 * word for word in known):
        raise Refused("common_password", field="password")
