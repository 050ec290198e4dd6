"""Settings as they lie in the database: plain JSON, with each secret sealed as `{"$secret": "v1:…", "at": "…"}`.

Secrets stand in the settings and in groups of them; vetting sees to it that none stands in a list."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from besedka import clock
from besedka.host.keys import Sealer, WrongKey
from besedka.host.values import Raw
from besedka.plugin import Secret

MARK = "$secret"
AT = "at"


def opened(stored: Raw, sealer: Sealer, owner: str, *, lenient: bool = False) -> Raw:
    """Stored settings with each secret as a `Secret`.

    Args:
        owner: "<plugin>" or "<plugin>:<connection>".
        lenient: a secret that cannot be opened becomes an empty text, which no Secret field takes.

    Raises:
        WrongKey: one was saved with another key.
    """

    def unseal(sealed: Raw, path: str) -> Secret | str:
        try:
            return Secret(sealer.open_text(str(sealed[MARK]), owner, path))
        except WrongKey:
            if lenient:
                return ""
            raise

    raw: Raw = _changed(stored, "", unseal)
    return raw


def closed(settings: msgspec.Struct, before: Raw, sealer: Sealer, owner: str) -> Raw:
    """Settings as they are stored. A secret that has not changed since `before` stays as it is, with its date."""
    secrets: list[Secret] = []

    def keep(value: object) -> Raw:
        if not isinstance(value, Secret):
            raise NotImplementedError
        secrets.append(value)
        return {MARK: len(secrets) - 1}

    old = dict(_secrets(before, ""))

    def seal(kept: Raw, path: str) -> Raw:
        secret = secrets[kept[MARK]]
        if path in old and _same(old[path], secret, sealer, owner, path):
            return old[path]
        return {MARK: sealer.seal_text(secret.reveal(), owner, path), AT: clock.now().isoformat()}

    raw: Raw = _changed(msgspec.to_builtins(settings, enc_hook=keep), "", seal)
    return raw


def _same(sealed: Raw, secret: Secret, sealer: Sealer, owner: str, path: str) -> bool:
    try:
        return Secret(sealer.open_text(sealed[MARK], owner, path)) == secret
    except WrongKey:
        return False


def shown(stored: Raw) -> Raw:
    """The values that pages may show: all but the secrets."""
    values: Raw = _without_secrets(stored)
    return values


def dates(stored: Raw) -> dict[str, datetime]:
    """When each secret was saved, by its path."""
    return {path: datetime.fromisoformat(sealed[AT]) for path, sealed in _secrets(stored, "")}


def merged(opened_before: Raw, changes: Raw) -> Raw:
    """`changes` over what was saved. A field left out keeps its value, and so does a secret that is left out or empty."""
    result = dict(opened_before)
    for name, value in changes.items():
        result[name] = _with_secrets(value, opened_before.get(name))
    return result


def _with_secrets(value: Any, before: Any) -> Any:
    if isinstance(before, Secret):
        return before if value == "" else value
    if isinstance(value, dict) and isinstance(before, dict):
        kept = {name: old for name, old in before.items() if isinstance(old, Secret) and name not in value}
        return kept | {name: _with_secrets(part, before.get(name)) for name, part in value.items()}
    return value


def revealed(settings: msgspec.Struct) -> list[Secret]:
    """The secrets in settings."""
    found: list[Secret] = []

    def note(value: object) -> None:
        if not isinstance(value, Secret):
            raise NotImplementedError
        found.append(value)

    msgspec.to_builtins(settings, enc_hook=note)
    return found


def _sealed(value: Any) -> bool:
    return isinstance(value, dict) and MARK in value


def _changed(value: Any, path: str, change: Any) -> Any:
    if _sealed(value):
        return change(value, path)
    if isinstance(value, dict):
        return {name: _changed(part, _below(path, name), change) for name, part in value.items()}
    return value


def _secrets(value: Any, path: str) -> Iterator[tuple[str, Raw]]:
    if _sealed(value):
        yield path, value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _secrets(part, _below(path, name))


def _without_secrets(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_secrets(part) for name, part in value.items() if not _sealed(part)}
    return value


def _below(path: str, step: str) -> str:
    return f"{path}.{step}" if path else step
