"""Errors that plugins raise and see. They mean one thing everywhere.

`NotReady`: nothing happened, all wait. `NeedsAuth`: a person is needed. `Refused`: the desk says no. `InvalidSettings` and
`InvalidAnswer`: shown to whoever typed it. Any other exception from a call that sends something out: the result is unknown.
"""

from __future__ import annotations


class BesedkaError(Exception):
    """The root of all errors that Besedka and its plugins raise on purpose."""


class InvalidSettings(BesedkaError):
    """A setting that cannot be used: shown at its field, and nothing is saved.

    Args:
        field: the name of the field in the settings Struct.
        problem: what is wrong and what to type instead, as a text key in English.

    Example:
        raise InvalidSettings("token", "the service does not know this token")
    """

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


class InvalidAnswer(BesedkaError):
    """An answer of the client that cannot be used: shown to the client at the question, which is asked again.

    Args:
        field: the id of the step.
        problem: what to answer instead, as a text key in English.

    Example:
        raise InvalidAnswer("score", "choose a number from 0 to 10")
    """

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


class NotReady(BesedkaError):
    """Nothing was done; the whole plugin or connection waits and tries again after growing pauses.

    Args:
        problem: shown to administrators, as a text key in English.
        retry_after_s: seconds until the next try, where the service names them.

    Example:
        raise NotReady("the service is under maintenance", retry_after_s=60)
    """

    def __init__(self, problem: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.retry_after_s = retry_after_s


class NeedsAuth(BesedkaError):
    """The password or token no longer works: stop, keep what is queued, ask the administrator.

    Example:
        raise NeedsAuth("the token was revoked")
    """


class Refused(BesedkaError):
    """The desk says no: the chat is closed, it is not permitted, there is no such chat.

    `code` is stable and listed in docs/wire.md; `facts` are what the sentence for people is made with.

    Example:
        try:
            await self.ctx.desk.close(chat.id, key="silence")
        except Refused as refused:
            if refused.code != "chat_closed":
                raise
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
