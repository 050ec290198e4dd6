"""The commands and their options. What goes wrong is one sentence and exit code 2, never a traceback."""

import asyncio
import os
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import click

import besedka
from besedka.config import BadConfig, Config, from_environment
from besedka.plugin.errors import BesedkaError, Refused
from besedka.texts import say


def main() -> None:
    """Run the command that was asked for."""
    try:
        cli(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except Refused as error:
        click.echo(f"besedka: {say('en', f'problem.{error.code}', **error.facts)}", err=True)
        sys.exit(2)
    except BesedkaError as error:
        click.echo(f"besedka: {error}", err=True)
        sys.exit(2)


@click.group()
@click.version_option(besedka.__version__, prog_name="besedka", message="%(prog)s %(version)s")
def cli() -> None:
    """Besedka: a self-hosted live chat and help desk."""


data_dir_option = click.option(
    "--data-dir", type=click.Path(path_type=Path), help="Where the data lie (else BESEDKA_DATA_DIR)."
)


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port; 0: any free one.")
@data_dir_option
def serve(host: str, port: int, data_dir: Path | None) -> None:
    """Run the server until it is stopped."""
    from besedka.cli.serve import serve as run

    run(_config(host=host, port=port, data_dir=data_dir))


@cli.command()
def openapi() -> None:
    """Print the OpenAPI document of the REST interface, the sockets' frames among its schemas."""
    from besedka.cli.openapi import text

    click.echo(_run(text()))


@cli.group()
def owner() -> None:
    """The owner, who appoints administrators."""


@owner.command("create")
@click.option("--email", required=True, help="The login.")
@click.option("--name", required=True, help="The name that colleagues see.")
@data_dir_option
def create_owner(email: str, name: str, data_dir: Path | None) -> None:
    """Make the owner; the password is read from standard input."""
    from besedka.cli.owner import create

    config = _config(data_dir=data_dir, installed=True)
    _run(create(config, email=email, name=name, password=_password()))
    click.echo(f"The owner is {email}. Sign in on the console's page.")


@cli.group()
def plugins() -> None:
    """Installed plugins."""


@plugins.command("list")
@data_dir_option
def list_plugins(data_dir: Path | None) -> None:
    """What is installed, whether it is switched on, and what cannot run at all."""
    from besedka.cli.plugins import table

    for line in _run(table(_config(data_dir=data_dir, installed=True))):
        click.echo(line)


@plugins.command("enable")
@click.argument("name")
@data_dir_option
def enable_plugin(name: str, data_dir: Path | None) -> None:
    """Switch a plugin on; a running server follows within a second."""
    _switch(name, data_dir, True)


@plugins.command("disable")
@click.argument("name")
@data_dir_option
def disable_plugin(name: str, data_dir: Path | None) -> None:
    """Switch a plugin off; a running server follows within a second."""
    _switch(name, data_dir, False)


@plugins.command("check")
@click.argument("name")
@data_dir_option
def check_plugin(name: str, data_dir: Path | None) -> None:
    """Look whether a plugin loads, and try its settings."""
    from besedka.cli.plugins import check

    well, lines = _run(check(_config(data_dir=data_dir, installed=True), name))
    for line in lines:
        click.echo(line)
    if not well:
        sys.exit(1)


@cli.command()
@data_dir_option
def doctor(data_dir: Path | None) -> None:
    """Look at what the server needs, one line each; nothing is changed."""
    from besedka.cli.doctor import examine

    well, lines = _run(examine(_config(data_dir=data_dir, installed=True, look_only=True)))
    for line in lines:
        click.echo(line)
    if not well:
        sys.exit(1)


def _switch(name: str, data_dir: Path | None, enabled: bool) -> None:
    from besedka.cli.plugins import switch

    _run(switch(_config(data_dir=data_dir, installed=True), name, enabled))
    click.echo(f"{name} is switched {'on' if enabled else 'off'}. A running server follows within a second.")


def _config(**options: Any) -> Config:
    os.umask(0o077)  # whatever these commands write is for nobody else
    return from_environment(**options)


def _password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    try:
        return sys.stdin.buffer.readline().decode().rstrip("\r\n")
    except UnicodeDecodeError:
        raise BadConfig("the password on standard input is not text in UTF-8") from None


def _run(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(work)
