"""Errors that plugins raise and see. They mean one thing everywhere."""


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


class Refused(BesedkaError):
    """The desk says no: the chat is closed, somebody else holds it, there is no such chat.

    `code` is stable and listed in docs/wire.md; `facts` are what the sentence for people is made with.

    Example:
        try:
            ...
        except Refused as refused:
            if refused.code != "chat_closed":
                raise
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
