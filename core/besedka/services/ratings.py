"""Asks clients how it was: the company's rating flow says what, here is when, and what becomes of the answers."""

import re
from collections.abc import Mapping

import msgspec

from besedka.db import reading, tables
from besedka.db.writer import Done, Writer
from besedka.domain.chat import Chat, Score
from besedka.domain.commands import AnswerForm
from besedka.domain.forms import ShownChoice, ShownScale, ShownText, Step, misfit
from besedka.domain.people import Visitor
from besedka.host import ask
from besedka.host.faults import PluginFault
from besedka.plugin import ChoiceStep, InvalidAnswer, Rating, ScaleStep, TextStep
from besedka.plugin import Step as PluginStep
from besedka.plugin.errors import Refused
from besedka.services.chats import Chats
from besedka.services.for_plugins import ForPlugins
from besedka.services.rules import LiveFlow, Rules
from besedka.services.typed import check_key, clean_text
from besedka.texts import say

ANSWER_CHARS = 2000
FORM = re.compile(r"([1-9][0-9]{0,17})-([1-9][0-9]{0,8})")

Answers = dict[str, str]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A form for the client of a chat. Without steps it is over."""

    chat: int
    form: str
    steps: list[Step]
    answers: Answers


class Ratings:
    """The forms of closed chats."""

    def __init__(self, writer: Writer, rules: Rules, chats: Chats, for_plugins: ForPlugins) -> None:
        self._writer = writer
        self._rules = rules
        self._chats = chats
        self._for_plugins = for_plugins

    async def asked(self, chat: Chat, language: str) -> Asked | None:
        """The form of a chat, if one is open and the company asks at all."""
        flow = self._rules.flow()
        if chat.form_seq is None or flow is None:
            return None
        answers = await _answers(chat.id, chat.form_seq)
        try:
            steps = await self._steps(flow, chat, language, answers)
        except PluginFault:  # noted where it was caught; the client is simply not asked
            return None
        return (
            Asked(chat=chat.id, form=form_id(chat.id, chat.form_seq), steps=steps, answers=answers) if steps else None
        )

    async def newest(self, visitor: Visitor, language: str) -> Asked | None:
        """The form of the visitor's newest conversation, if that is closed and nothing was answered yet."""
        chats = await reading.newest_chats(visitor.identity, limit=1)
        return await self.asked(chats[0], language) if chats else None

    async def answer(
        self, visitor: Visitor, form: str, values: Mapping[str, str], key: str, language: str
    ) -> tuple[Done, Asked]:
        """Take answers: those of some steps, an empty text for a skipped one, or none at all, which ends the form.

        Returns:
            The acknowledgement, and the form as it is now.

        Raises:
            Refused: `form_gone`, `bad_answer` with the facts `field` and `problem`, `bad_id`, `plugin_failed`.
        """
        chat, form_seq = await self._find(visitor, form)
        flow = self._rules.flow()
        if flow is None:
            raise Refused("form_gone")
        answers = await _answers(chat.id, form_seq) | _clean(values, language)
        try:
            steps = await self._steps(flow, chat, language, answers)
            _check(steps, answers, language)
            _check_known(values, steps)
            rating = await self._accept(flow, chat, steps, answers)
            left = [step for step in steps if step.id not in answers]
        except InvalidAnswer as error:
            problem = flow.texts.say(error.problem, language)
            raise Refused("bad_answer", field=error.field, problem=problem) from None
        except PluginFault as fault:
            raise Refused("plugin_failed", plugin=fault.plugin) from fault
        over = not values or not left
        command = AnswerForm(
            actor=visitor,
            chat=chat.id,
            key=check_key(key),
            form_seq=form_seq,
            flow=flow.name,
            values=dict(values),
            answers=answers,
            rating=None if rating is None else Score(score=rating.score, out_of=rating.out_of, bad=rating.bad),
            comment="" if rating is None else rating.comment,
            over=over,
        )
        done = await self._writer.submit(command)
        return done, Asked(chat=chat.id, form=form, steps=[] if over else steps, answers=answers)

    async def _find(self, visitor: Visitor, form: str) -> tuple[Chat, int]:
        parts = FORM.fullmatch(form)
        if parts is None:
            raise Refused("form_gone")
        try:
            return await self._chats.find(visitor, int(parts[1])), int(parts[2])
        except Refused:
            raise Refused("form_gone") from None

    async def _steps(self, flow: LiveFlow, chat: Chat, language: str, answers: Answers) -> list[Step]:
        steps = ask.steps(flow, await self._for_plugins.chat(chat), language, _given(answers))
        return [_shown(step) for step in steps]

    async def _accept(self, flow: LiveFlow, chat: Chat, steps: list[Step], answers: Answers) -> Rating | None:
        """The rating, once every required step is answered."""
        if not steps or not all(answers.get(step.id) for step in steps if step.required):
            return None
        return ask.accept(flow, await self._for_plugins.chat(chat), _given(answers))


def _check(steps: list[Step], answers: Answers, language: str) -> None:
    """Raises:
    Refused: `bad_answer`, when an answer does not fit its step. Flows need not look for that, nor be blamed for it.
    """
    for step in steps:
        if (answer := answers.get(step.id)) and (wrong := misfit(step, answer)):
            key, facts = wrong
            raise Refused("bad_answer", field=step.id, problem=say(language, key, **facts))


def _check_known(values: Mapping[str, str], steps: list[Step]) -> None:
    """Answers are kept for what was asked only."""
    if unknown := values.keys() - {step.id for step in steps}:
        raise Refused("form_gone", step=min(unknown))


def _given(answers: Answers) -> Answers:
    """What a flow is given: what is skipped is no answer."""
    return {step: answer for step, answer in answers.items() if answer}


def _shown(step: PluginStep) -> Step:
    match step:
        case ScaleStep(id=id, title=title, required=required):
            return ShownScale(id=id, title=title, required=required, low=step.low, high=step.high, style=step.style)
        case ChoiceStep(id=id, title=title, required=required):
            return ShownChoice(id=id, title=title, required=required, options=dict(step.options))
        case TextStep(id=id, title=title, required=required):
            return ShownText(id=id, title=title, required=required, input=step.kind)


def form_id(chat: int, form_seq: int) -> str:
    """Names the form of one closing."""
    return f"{chat}-{form_seq}"


async def _answers(chat: int, form_seq: int) -> Answers:
    rows = await tables.Rating.select(tables.Rating.answers).where(
        (tables.Rating.chat == chat) & (tables.Rating.form_seq == form_seq)
    )
    return msgspec.json.decode(rows[0]["answers"], type=Answers) if rows else {}


def _clean(values: Mapping[str, str], language: str) -> Answers:
    cleaned: Answers = {}
    for step, text in values.items():
        try:
            cleaned[step] = clean_text(text, ANSWER_CHARS) if text.strip() else ""
        except Refused as refused:
            problem = say(language, f"problem.{refused.code}", **refused.facts)
            raise Refused("bad_answer", field=step, problem=problem) from None
    return cleaned
