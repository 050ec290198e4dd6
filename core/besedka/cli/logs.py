"""What the process says on standard error: one line an event, for people or as JSON, the same for our loggers, those of libraries
and those of plugins."""

import logging
import re
import sys
from datetime import UTC, datetime
from typing import Any

from besedka.cli.redaction import redacted
from besedka.config import Config, LogFormat
from besedka.web.protocol import hush_bad_text

# structlog would import rich for traces in colours: a tenth of a second at each start, and no trace of ours has any.
loaded = sys.modules.get("rich")
sys.modules["rich"] = None  # type: ignore[assignment]
import structlog  # noqa: E402
from structlog.typing import EventDict, Processor  # noqa: E402

del sys.modules["rich"]
if loaded is not None:
    sys.modules["rich"] = loaded

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
LONG = ("exception", "stack")  # these have lines


def set_up(config: Config) -> None:
    """Let everything that is logged go to standard error, as the settings say."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter(config.log_format, colours=sys.stderr.isatty()))
    logging.basicConfig(handlers=[handler], force=True)
    logging.captureWarnings(True)
    level = logging.getLevelNamesMapping()[config.log_level.upper()]
    logging.getLogger("besedka").setLevel(level)
    # At DEBUG libraries log statements with their values and frames with their texts: what people write is no log's business.
    logging.getLogger().setLevel(max(level, logging.INFO))
    logging.getLogger("asyncpg").setLevel(
        logging.CRITICAL
    )  # each lost connection with a trace; what it means we say ourselves
    logging.getLogger("piccolo").setLevel(max(level, logging.WARNING))
    logging.getLogger("uvicorn.error").addFilter(hush_bad_text)


def formatter(format: LogFormat, *, colours: bool = False) -> logging.Formatter:
    """How a record becomes a line. `colours` is for terminals."""
    for_json: list[Processor] = [structlog.processors.JSONRenderer(ensure_ascii=False)]
    for_people: list[Processor] = [
        _on_one_line,
        structlog.dev.ConsoleRenderer(
            colors=colours, pad_event_to=0, exception_formatter=structlog.dev.plain_traceback
        ),
    ]
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            _when,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(),
            _trace_already_told,
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            _without_secrets,
            *(for_json if format == "json" else for_people),
        ],
    )


def _when(logger: Any, method: str, event: EventDict) -> EventDict:
    at = datetime.fromtimestamp(event["_record"].created, UTC)
    event["timestamp"] = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return event


def _trace_already_told(logger: Any, method: str, event: EventDict) -> EventDict:
    """A trace in which something was masked is a text by now."""
    record = event["_record"]
    if record.exc_text and not record.exc_info:
        event["exception"] = record.exc_text
    return event


def _without_secrets(logger: Any, method: str, event: EventDict) -> EventDict:
    return redacted(event)  # type: ignore[return-value]


def _on_one_line(logger: Any, method: str, event: EventDict) -> EventDict:
    """Nobody writes lines of their own into the log, nor colours."""
    return {
        name: CONTROL.sub(_escaped, value) if isinstance(value, str) and name not in LONG else value
        for name, value in event.items()
    }


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode()
