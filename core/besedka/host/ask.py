"""Asking providers, panels and jobs: each question has its deadline, and each answer is checked before it goes on."""

import math
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import msgspec

from besedka import clock
from besedka.host.dispatch import seen
from besedka.host.faults import JOB, PluginFault
from besedka.host.live import Live, LiveJob, LivePanel
from besedka.host.words import PluginTexts
from besedka.plugin import (
    Calendar,
    Candidate,
    Chat,
    Choice,
    ChoiceStep,
    Deadline,
    DistributionStrategy,
    InvalidAnswer,
    Operator,
    PanelRow,
    Progress,
    Rating,
    RatingFlow,
    ScaleStep,
    SlaRule,
    Step,
    TextStep,
    Wait,
)

DAY = timedelta(days=1)
TEN_YEARS = timedelta(days=3653)
STEPS = 20
DEADLINES = 20
ROWS = 100
SCHEMES = ("http", "https", "mailto", "tel")


async def choose(
    live: Live[DistributionStrategy], chat: Chat, candidates: Sequence[Candidate], now: datetime
) -> Choice | Wait | None:
    """Whom a strategy chooses. A fault is noted and means None: the chat stays in the queue.

    Args:
        now: aware, UTC.
    """
    what = _what(live, "choose")
    chat = seen(chat, contacts=live.contacts)
    calls = live.calls
    try:
        answer = await calls.call(what, calls.timing.choose_s, live.provider.choose, chat, tuple(candidates), now)
        calls.check(what, _wrong_choice, answer, candidates, now)
    except PluginFault:
        return None
    return answer


def left_out_s(live: Live[DistributionStrategy]) -> float | None:
    """In how many seconds a strategy that failed too often is tried again; None if it works."""
    return live.calls.faults.breaker(_what(live, "choose")).left_out_s()


def _wrong_choice(answer: object, candidates: Sequence[Candidate], now: datetime) -> str | None:
    match answer:
        case None:
            return None
        case Choice():
            if not _sound(answer):
                return "the operator of a Choice is an id, the reason and the values are texts"
            if answer.operator not in {candidate.operator.id for candidate in candidates}:
                return f"it chose {answer.operator}, who is no candidate"
            return None
        case Wait():
            if not _aware(answer.until) or not now < answer.until <= now + DAY:
                return f"it waits until {answer.until}: that must be an aware time within the next day"
            return None
    return f"it gave a {type(answer).__name__}: it may give a Choice, a Wait or None"


def steps(live: Live[RatingFlow], chat: Chat, locale: str, answers: Mapping[str, str]) -> tuple[Step, ...]:
    """The questions of a rating, in the client's language.

    Raises:
        PluginFault: there are none that can be used.
    """
    what = _what(live, "steps")
    chat = seen(chat, contacts=live.contacts)
    found = live.calls.compute(what, live.calls.timing.compute_s, live.provider.steps, chat, locale, dict(answers))
    live.calls.check(what, _wrong_steps, found)
    return tuple(_translated(step, live.texts, locale) for step in found)


def _wrong_steps(found: object) -> str | None:
    if not isinstance(found, list | tuple) or len(found) > STEPS:
        return f"it must give a list of at most {STEPS} steps"
    for step in found:
        if not (isinstance(step, ScaleStep | ChoiceStep | TextStep) and _usable(step)):
            return f"this step cannot be asked: {step!r}"
    return None if len({step.id for step in found}) == len(found) else "two steps have one id"


def _usable(step: Step) -> bool:
    if not _sound(step):
        return False
    match step:
        case ScaleStep():
            usable = step.low < step.high <= step.low + 100
        case ChoiceStep():
            usable = 0 < len(step.options) <= 100
        case TextStep():
            usable = True
    return usable and 0 < len(step.id) <= 64 and bool(step.title.strip())


def _translated(step: Step, texts: PluginTexts, locale: str) -> Step:
    title = texts.say(step.title, locale)
    if isinstance(step, ChoiceStep):
        options = {value: texts.say(label, locale) for value, label in step.options.items()}
        return msgspec.structs.replace(step, title=title, options=options)
    return msgspec.structs.replace(step, title=title)


def accept(live: Live[RatingFlow], chat: Chat, answers: Mapping[str, str]) -> Rating:
    """What the answers are worth.

    Raises:
        InvalidAnswer: an answer cannot be used; its problem is a text key of the plugin.
        PluginFault.
    """
    what = _what(live, "accept")
    chat = seen(chat, contacts=live.contacts)
    timing = live.calls.timing
    try:
        rating = live.calls.compute(
            what, timing.compute_s, live.provider.accept, chat, dict(answers), passes=(InvalidAnswer,)
        )
    except InvalidAnswer as error:
        raise InvalidAnswer(str(error.field), str(error.problem)) from None
    live.calls.check(what, _wrong_rating, rating)
    return msgspec.structs.replace(rating, score=float(rating.score), out_of=float(rating.out_of))


def _wrong_rating(rating: object) -> str | None:
    wrong = "it must give a Rating whose score lies between 0 and out_of, which is at most 100"
    if not isinstance(rating, Rating) or not _sound(rating) or "\0" in rating.comment:
        return wrong
    usable = math.isfinite(rating.score) and 0 <= rating.score <= rating.out_of <= 100 and rating.out_of > 0
    return None if usable else wrong


def deadlines(live: Live[SlaRule], chat: Chat, progress: Progress, calendar: Calendar) -> tuple[Deadline, ...]:
    """The deadlines that a policy sets now.

    Raises:
        PluginFault: the ones that stood before go on standing.
    """
    what = _what(live, "deadlines")
    chat = seen(chat, contacts=live.contacts)
    timing = live.calls.timing
    found = live.calls.compute(what, timing.compute_s, live.provider.deadlines, chat, progress, calendar)
    live.calls.check(what, _wrong_deadlines, found)
    return tuple(found)


def _wrong_deadlines(found: object) -> str | None:
    if not isinstance(found, list | tuple) or len(found) > DEADLINES:
        return f"it must give a list of at most {DEADLINES} deadlines"
    now = clock.now()
    for deadline in found:
        if not (isinstance(deadline, Deadline) and _stands(deadline, now)):
            return f"this deadline cannot stand: {deadline!r}; times are aware, and within ten years"
    return None if len({deadline.key for deadline in found}) == len(found) else "two deadlines have one key"


def _stands(deadline: Deadline, now: datetime) -> bool:
    if not _sound(deadline) or not 0 < len(deadline.key) <= 64:
        return False
    times = [deadline.due] if deadline.warn_at is None else [deadline.due, deadline.warn_at]
    return all(_aware(time) and now - TEN_YEARS <= time <= now + TEN_YEARS for time in times)


async def load_panel(panel: LivePanel, chat: Chat, operator: Operator, language: str) -> tuple[PanelRow, ...]:
    """What a panel shows, with the plugin's own labels in the reader's language.

    Raises:
        PluginFault.
    """
    what = f"panel {panel.id.partition('.')[2]}"
    calls = panel.calls
    rows = await calls.call(what, calls.timing.panel_s, panel.load, seen(chat, contacts=panel.contacts), operator)
    calls.check(what, _wrong_rows, rows)
    return tuple(msgspec.structs.replace(row, label=panel.texts.say(row.label, language)) for row in rows)


def _wrong_rows(rows: object) -> str | None:
    if not isinstance(rows, list | tuple) or len(rows) > ROWS:
        return f"it must give a list of at most {ROWS} rows"
    for row in rows:
        if not isinstance(row, PanelRow) or not _sound(row):
            return f"this is no row: {type(row).__name__}"
        if row.url and not _linkable(row.url):
            return "an address of a row must be http, https, mailto or tel"
    return None


async def run_job(job: LiveJob) -> None:
    """Run a job once. Being switched off in between cancels it.

    Raises:
        PluginFault.
    """
    what = f"{JOB}{job.name}"
    await job.calls.call(what, job.calls.timing.job_s, job.run)
    job.calls.faults.job_done(what)


def _what(live: Live[DistributionStrategy] | Live[RatingFlow] | Live[SlaRule], call: str) -> str:
    return f"{live.provider.name} {live.id}: {call}"


def _aware(time: object) -> bool:
    return isinstance(time, datetime) and time.tzinfo is not None and time.utcoffset() is not None


def _sound(answer: msgspec.Struct) -> bool:
    """Whether all fields hold what their types say: making a Struct checks nothing."""
    try:
        msgspec.convert(msgspec.to_builtins(answer), type(answer))
    except Exception:  # noqa: BLE001 - plugins put anything into them
        return False
    return True


def _linkable(url: str) -> bool:
    try:
        return urlsplit(url).scheme in SCHEMES
    except ValueError:
        return False
