"""The way hints travel to whoever listens. One process needs no more than a list of listeners."""

from collections.abc import Callable, Sequence
from typing import Protocol

from besedka.domain.hints import Hint

Listener = Callable[[Sequence[Hint]], None]


class Bus(Protocol):
    """Hints of one `publish` arrive together and in order."""

    def publish(self, hints: Sequence[Hint]) -> None: ...

    def subscribe(self, listener: Listener) -> None: ...


class LocalBus:
    """The bus of a single process: listeners are called at once, in the publisher's turn of the loop."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def publish(self, hints: Sequence[Hint]) -> None:
        for listener in self._listeners:
            listener(hints)

    def subscribe(self, listener: Listener) -> None:
        self._listeners.append(listener)
