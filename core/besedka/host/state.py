"""What a plugin is and how it is doing, in words that lists and processes share."""

from typing import Literal

Kind = Literal["channel", "distribution", "rating", "sla", "other"]
State = Literal[
    "incompatible",  # written for another version of the contract
    "broken",  # cannot be imported, or breaks a rule that is checked before it runs
    "disabled",
    "starting",
    "active",
    "retrying",  # not ready yet, tried again after growing pauses
    "needs_auth",  # a person has to give a new password or token
    "failed",  # stopped after a fault
    "stopping",
    "safe_mode",  # not loaded in this start
]
