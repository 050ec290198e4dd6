"""Signing in and out: sessions stored as hashes of their tokens, throttled attempts, one-time tickets for sockets."""

import asyncio
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

import msgspec

from besedka import clock
from besedka.bus import Bus
from besedka.config import Limits, Timing
from besedka.db import tables
from besedka.domain.hints import SessionEnded
from besedka.plugin.errors import Refused
from besedka.services import passwords
from besedka.services.browser import Browser
from besedka.services.team import Member, Team
from besedka.services.throttle import Throttle

REMEMBERED = timedelta(days=30)
SHORT = timedelta(hours=12)
KEY_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # nothing that is misread


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """A signed-in browser; a ticket does not tell when its session is over."""

    session: int
    operator: int
    expires_at: datetime | None = None


class NewSession(msgspec.Struct, frozen=True, kw_only=True):
    """`token` goes into the cookie and is stored nowhere; `max_age_s` None: until the browser is closed."""

    token: str
    max_age_s: int | None
    member: Member


class Sessions:
    """Who is signed in."""

    def __init__(self, team: Team, bus: Bus, limits: Limits, timing: Timing) -> None:
        self.team = team
        self._bus = bus
        self._timing = timing
        self._accounts = Throttle(limits.sign_ins_per_account)
        self._addresses = Throttle(limits.sign_ins_per_address)
        self._tickets: dict[str, Signed] = {}
        self._owner_key = new_owner_key()

    @property
    def owner_key(self) -> str:
        """The key of this start that makes the owner, while there is none."""
        return self._owner_key

    async def make_owner(
        self, key: str, browser: Browser, *, name: str, email: str, password: str, language: str | None
    ) -> NewSession:
        """The first run: the key proves that the server is theirs. They are signed in and remembered.

        Raises:
            Refused: `owner_exists`, `too_many`, `bad_key`, or what `Team.add` says of bad values.
        """
        if self.team.has_owner:
            raise Refused("owner_exists")
        self._throttle(self._addresses, browser.address)
        if not hmac.compare_digest(_bare(key).encode(), _bare(self._owner_key).encode()):
            raise Refused("bad_key", field="key")
        owner = await self.team.add_owner(name=name, email=email, password=password, language=language)
        return await self._begin(owner.id, browser, remember=True)

    async def sign_in(self, email: str, password: str, browser: Browser, *, remember: bool) -> NewSession:
        """Begin a session.

        Raises:
            Refused: `too_many` with `retry_after`, `bad_credentials`. An unknown address takes as long as a wrong password.
        """
        email = email.strip().casefold()
        self._throttle(self._addresses, browser.address)
        self._throttle(self._accounts, f"{email} {browser.address}")
        known = tables.Operator
        rows = await known.select().where((known.email == email) & known.deleted_at.is_null())
        stored = rows[0]["password_hash"] if rows else passwords.NOBODY
        if not await passwords.matches(password, stored) or not rows:
            raise Refused("bad_credentials")
        self._accounts.forget(f"{email} {browser.address}")
        await self.team.load()
        return await self._begin(rows[0]["id"], browser, remember=remember)

    async def _begin(self, operator: int, browser: Browser, *, remember: bool) -> NewSession:
        token, now = secrets.token_urlsafe(32), clock.now()
        lifetime = REMEMBERED if remember else SHORT
        await tables.Session.delete().where(tables.Session.expires_at < now)
        await tables.Session.insert(
            tables.Session(
                operator=operator,
                token_hash=digest(token),
                created_at=now,
                expires_at=now + lifetime,
                user_agent=browser.user_agent[:300],
                address=browser.address[:64],
            )
        )
        if operator not in self.team.members:  # deleted while the password was looked at
            await self.end_all(operator)
            raise Refused("bad_credentials")
        max_age_s = int(lifetime.total_seconds()) if remember else None
        return NewSession(token=token, max_age_s=max_age_s, member=self.team.members[operator])

    async def find(self, token: str) -> Signed | None:
        """Whose cookie this is."""
        stored = tables.Session
        rows = await stored.select(stored.id, stored.operator, stored.expires_at).where(
            (stored.token_hash == digest(token)) & (stored.expires_at > clock.now())
        )
        if not rows:
            return None
        return Signed(session=rows[0]["id"], operator=rows[0]["operator"], expires_at=rows[0]["expires_at"])

    async def end(self, signed: Signed) -> None:
        """Sign out: the cookie is worth nothing from now on, and the sockets opened with it are closed."""
        await self._end([signed.session])

    async def end_all(self, operator: int, by: Signed | None = None) -> None:
        """Sign an operator out everywhere, except where they are the one who asks for it."""
        rows = await tables.Session.select(tables.Session.id).where(tables.Session.operator == operator)
        await self._end([row["id"] for row in rows if by is None or row["id"] != by.session])

    async def check_present(self, operator: int, password: str, browser: Browser) -> None:
        """Whoever changes their own password knows the one of now: a console left open is not enough.

        Raises:
            Refused: `too_many` with `retry_after`, `bad_password`.
        """
        self._throttle(self._accounts, f"{operator} {browser.address}")
        await self.team.check_password(operator, password)
        self._accounts.forget(f"{operator} {browser.address}")

    async def _end(self, sessions: list[int]) -> None:
        if sessions:
            await tables.Session.delete().where(tables.Session.id.is_in(sessions))
        self._tickets = {t: signed for t, signed in self._tickets.items() if signed.session not in sessions}
        self._bus.publish([SessionEnded(session=session) for session in sessions])

    def ticket(self, signed: Signed) -> str:
        """A ticket for one socket, soon."""
        ticket = secrets.token_urlsafe(24)
        self._tickets[ticket] = signed
        asyncio.get_running_loop().call_later(self._timing.ticket_lifetime_s, self.redeem, ticket)
        return ticket

    def redeem(self, ticket: str) -> Signed | None:
        """Whose ticket this is; it is worth nothing from now on."""
        return self._tickets.pop(ticket, None)

    def _throttle(self, throttle: Throttle, key: str) -> None:
        if wait_s := throttle.wait_s(key):
            raise Refused("too_many", retry_after=max(1, round(wait_s)))


def digest(token: str) -> str:
    """How a token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_owner_key() -> str:
    """Twelve characters in three groups: 58 bits, easy to read out."""
    return "-".join("".join(secrets.choice(KEY_ALPHABET) for _ in range(4)) for _ in range(3))


def _bare(key: str) -> str:
    return "".join(key.upper().split()).replace("-", "")
