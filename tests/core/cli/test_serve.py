"""OB-1: one command; what goes wrong is one sentence with the remedy, and exit code 2."""

import contextlib
import re
import shutil
import socket
import sqlite3
import stat
from pathlib import Path

import httpx
import pytest

from besedka.config import from_environment
from commands import besedka, refusal
from databases import sqlite_in
from people import PASSWORD, Office
from serving import process


async def test_it_prints_three_lines(tmp_path: Path) -> None:
    async with process(sqlite_in(tmp_path / "data")) as server:
        console, demo, data = server.lines
        key = re.fullmatch(rf"Console: +{server.url}/#key=([A-Z2-9-]{{14}}) .*owner key: \1\)", console)
        assert key, console
        assert re.fullmatch(rf"Demo shop: +{server.url}/demo", demo)
        assert re.fullmatch(rf"Data: +{tmp_path}/data", data)
        office = Office(server.url, server.owner_key)
        await office.found()
        await office.close()
        assert await server.stop() == 0
        await server.start()
        assert "key" not in server.lines[0], "with an owner there is nothing to print"


async def test_the_data_are_private(tmp_path: Path) -> None:
    async with process(sqlite_in(tmp_path / "data")):
        assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


async def test_the_data_are_private_in_a_folder_that_others_may_enter(tmp_path: Path, blank_database: Path) -> None:
    tmp_path.chmod(0o755)
    shutil.copy(blank_database, tmp_path)
    (tmp_path / blank_database.name).chmod(0o644)
    async with process(sqlite_in(tmp_path)):
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
        assert len(modes) >= 4
        assert set(modes.values()) == {0o600}, modes


async def test_a_folder_without_data_is_not_taken_for_them(tmp_path: Path) -> None:
    """`make run` has its data elsewhere: who forgets that must not switch a plugin in a new, empty database."""
    folder = tmp_path / "nothing"
    for arguments in (
        ("plugins", "list", "--data-dir", str(folder)),
        ("plugins", "disable", "webchat", "--data-dir", str(folder)),
        ("owner", "create", "--email", "olga@shop.example", "--name", "Olga", "--data-dir", str(folder)),
    ):
        assert await refusal(*arguments) == (
            f"there is no installation in {folder}: start `besedka serve` once,"
            " or name its folder in BESEDKA_DATA_DIR or with --data-dir"
        )
    assert not folder.exists()


async def test_a_key_of_an_earlier_start_is_worth_nothing(tmp_path: Path) -> None:
    async with process(sqlite_in(tmp_path)) as server:
        old = server.owner_key
        await server.stop()
        await server.start()
        body = {"key": old, "name": "X", "email": "x@shop.example", "password": PASSWORD}
        async with httpx.AsyncClient(headers={"Origin": server.url}) as http:
            assert (await http.post(f"{server.url}/api/v1/setup/owner", json=body)).status_code == 403


async def test_a_busy_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, out, err = await besedka("serve", "--port", str(port), BESEDKA_DATA_DIR=str(tmp_path))
    assert (code, out) == (2, "")
    assert err == (
        f"besedka: port {port} of 127.0.0.1 cannot be used (Address already in use):"
        " stop what uses it, or choose another one with --port\n"
    )


async def test_a_second_server_on_the_same_data_is_refused(tmp_path: Path) -> None:
    async with process(sqlite_in(tmp_path)):
        code, _, err = await besedka("serve", "--port", "0", BESEDKA_DATA_DIR=str(tmp_path))
        assert code == 2
        assert err.startswith(f"besedka: another server is running on {tmp_path}:")
        assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"BESEDKA_DATA_DIR": "/proc/nothing/here"}, "the data folder /proc/nothing/here cannot be written"),
        ({"BESEDKA_PUBLIC_URL": "chat.example"}, "BESEDKA_PUBLIC_URL is 'chat.example': it must be an address such as"),
        ({"BESEDKA_PUBLIC_URL": "https://chat.example/sub"}, "BESEDKA_PUBLIC_URL is 'https://chat.example/sub'"),
        ({"BESEDKA_SAFE_MODE": "yes"}, "BESEDKA_SAFE_MODE is 'yes': it must be 1"),
        ({"BESEDKA_LOG_FORMAT": "xml"}, "BESEDKA_LOG_FORMAT is 'xml': it must be one of console, json"),
        ({"BESEDKA_LOG_LEVEL": "loud"}, "BESEDKA_LOG_LEVEL is 'loud': it must be one of debug, info, warning, error"),
        ({"BESEDKA_BLOCKED": "one,,two"}, "BESEDKA_BLOCKED is 'one,,two': it must be names of plugins"),
    ],
)
async def test_settings_that_cannot_be_used(tmp_path: Path, environment: dict[str, str], words: str) -> None:
    code, out, err = await besedka("serve", "--port", "0", **{"BESEDKA_DATA_DIR": str(tmp_path), **environment})
    assert (code, out) == (2, "")
    assert err.startswith(f"besedka: {words}")
    assert err.count("\n") == 1


def test_what_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BESEDKA_SAFE_MODE", "1")
    monkeypatch.setenv("BESEDKA_BLOCKED", "one, two-2,one")
    config = from_environment(data_dir=tmp_path)
    assert (config.safe_mode, config.blocked) == (True, ("one", "two-2"))
    assert config.trace("one") == tmp_path / "blocked-one.txt"
    monkeypatch.setenv("BESEDKA_SAFE_MODE", "0")
    monkeypatch.setenv("BESEDKA_BLOCKED", "")
    config = from_environment(data_dir=tmp_path)
    assert (config.safe_mode, config.blocked) == (False, ())


async def test_other_machines_need_an_address(tmp_path: Path) -> None:
    """SE-3: what the server does not know as its own address it does not obey"""
    code, out, err = await besedka("serve", "--port", "0", "--host", "0.0.0.0", BESEDKA_DATA_DIR=str(tmp_path))
    assert (code, out) == (2, "")
    assert err.startswith(
        "besedka: people reach 0.0.0.0 by an address that the server has to know: set BESEDKA_PUBLIC_URL"
    )


async def test_a_database_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "besedka.sqlite3").write_bytes(b"something else entirely" * 100)
    code, out, err = await besedka("serve", "--port", "0", BESEDKA_DATA_DIR=str(tmp_path))
    assert (code, out) == (2, "")
    assert err.startswith(f"besedka: {tmp_path}/besedka.sqlite3 is not a database of Besedka")
    assert err.count("\n") == 1


async def test_a_database_of_something_else(tmp_path: Path) -> None:
    """Nothing of it is changed: neither its mode, nor how SQLite keeps it."""
    file = tmp_path / "shop.sqlite3"
    with contextlib.closing(sqlite3.connect(file)) as db, db:
        db.execute("CREATE TABLE wares (id INTEGER)")
    file.chmod(0o644)
    before = file.read_bytes()
    where = {"BESEDKA_DATA_DIR": str(tmp_path / "data"), "BESEDKA_DATABASE_URL": f"sqlite:///{file}"}
    for command in (("serve", "--port", "0"), ("plugins", "list")):
        assert await refusal(*command, **where) == (
            f"{file} holds tables of something else (such as wares): name a database that is empty, or one of Besedka,"
            " in BESEDKA_DATA_DIR or BESEDKA_DATABASE_URL"
        )
    assert file.read_bytes() == before
    assert stat.S_IMODE(file.stat().st_mode) == 0o644


@pytest.mark.parametrize("name", ["nowhere/besedka.sqlite3", "x" * 5000])
async def test_a_path_that_leads_nowhere(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    where = {"BESEDKA_DATA_DIR": str(tmp_path), "BESEDKA_DATABASE_URL": f"sqlite:///{file}"}
    words = await refusal("serve", "--port", "0", **where)
    assert words.startswith(f"{file} cannot be opened (unable to open database file): it must be a file that")
    words = await refusal("plugins", "list", **where)
    assert words.startswith(f"there is no installation in {file}: start `besedka serve` once")


async def test_what_cannot_be_opened_is_one_sentence(tmp_path: Path) -> None:
    """Each names what is wrong: nobody should restore a backup because a backup is being made."""
    where = {"BESEDKA_DATA_DIR": str(tmp_path), "BESEDKA_PUBLIC_URL": "https://chat.example"}
    database, lock = tmp_path / "besedka.sqlite3", tmp_path / "server.lock"
    database.mkdir()
    assert await refusal("serve", "--port", "0", **where) == (
        f"{database} cannot be opened (unable to open database file):"
        " it must be a file that the user who runs besedka may read and write"
    )
    database.rmdir()
    lock.unlink()
    lock.mkdir()
    words = await refusal("serve", "--port", "0", **where)
    assert words == f"{lock} cannot be opened (Is a directory): remove it, if no server is running"
    lock.rmdir()
    words = await refusal("serve", "--host", "nosuch.invalid", **where)
    assert re.fullmatch(r"nosuch\.invalid is no address \(.+\): name one of this machine with --host", words)


async def test_a_database_that_another_program_holds(tmp_path: Path, blank_database: Path) -> None:
    shutil.copy(blank_database, tmp_path)
    where = {"BESEDKA_DATA_DIR": str(tmp_path)}
    with contextlib.closing(sqlite3.connect(tmp_path / blank_database.name, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert (await besedka("plugins", "list", **where))[0] == 0, "nothing is written, so nothing is waited for"
        other.execute("ROLLBACK")
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        words = await refusal("plugins", "list", **where)
        assert words.startswith(
            f"{tmp_path / blank_database.name} is held by another program (database is locked): end"
        )


async def test_a_database_of_a_newer_release(tmp_path: Path) -> None:
    async with process(sqlite_in(tmp_path)) as server:
        await server.stop()
    with sqlite3.connect(tmp_path / "besedka.sqlite3") as db:
        db.execute("INSERT INTO migration (name, app_name, ran_on) VALUES ('m9999', 'besedka', '2030-01-01 00:00:00')")
    db.close()
    code, _, err = await besedka("serve", "--port", "0", BESEDKA_DATA_DIR=str(tmp_path))
    assert code == 2
    assert "written by a newer release" in err
    assert err.count("\n") == 1


async def test_an_option_that_is_none(tmp_path: Path) -> None:
    code, _, err = await besedka("serve", "--port", "99999", BESEDKA_DATA_DIR=str(tmp_path))
    assert code == 2
    assert "99999" in err
    assert "Traceback" not in err


async def test_the_owner_by_command(tmp_path: Path, blank_database: Path) -> None:
    shutil.copy(blank_database, tmp_path)
    arguments = ("owner", "create", "--email", "olga@shop.example", "--name", "Olga Owner")
    where = {"BESEDKA_DATA_DIR": str(tmp_path)}
    code, _, err = await besedka(*arguments, given="short\n", **where)
    assert (code, err) == (2, "besedka: A password has at least 12 characters.\n")
    code, out, _ = await besedka(*arguments, given=f"{PASSWORD}\n", **where)
    assert code == 0
    assert "olga@shop.example" in out
    code, _, err = await besedka(*arguments, given=f"{PASSWORD}\n", **where)
    assert (code, err) == (2, "besedka: The owner has been made already: sign in.\n")
    async with process(sqlite_in(tmp_path)) as server:
        assert "key" not in server.lines[0]
        office = Office(server.url, "")
        owner = await office.sign_in("olga@shop.example")
        assert (owner.me["owner"], owner.me["display_name"]) == (True, "Olga")
        await office.close()


async def test_a_password_that_is_no_text(tmp_path: Path, blank_database: Path) -> None:
    shutil.copy(blank_database, tmp_path)
    arguments = ("owner", "create", "--email", "olga@shop.example", "--name", "Olga")
    code, out, err = await besedka(*arguments, given=b"\xff\xfe" * 10 + b"\n", BESEDKA_DATA_DIR=str(tmp_path))
    assert (code, out, err) == (2, "", "besedka: the password on standard input is not text in UTF-8\n")


async def test_the_owner_by_command_while_the_server_runs(tmp_path: Path) -> None:
    async with process(sqlite_in(tmp_path)) as server:
        arguments = ("owner", "create", "--email", "olga@shop.example", "--name", "Olga")
        code, _, _ = await besedka(*arguments, given=f"{PASSWORD}\n", BESEDKA_DATA_DIR=str(tmp_path))
        assert code == 0
        office = Office(server.url, "")
        await office.sign_in("olga@shop.example")
        await office.close()


async def test_plugins_by_command(tmp_path: Path, blank_database: Path) -> None:
    """PL-1"""
    shutil.copy(blank_database, tmp_path)
    where = {"BESEDKA_DATA_DIR": str(tmp_path)}
    code, out, _ = await besedka("plugins", "list", "--data-dir", str(tmp_path))
    assert code == 0
    assert re.search(r"^webchat +0\.1\.0 +channel +on$", out, re.MULTILINE)
    code, out, _ = await besedka("plugins", "disable", "webchat", **where)
    assert (code, out) == (0, "webchat is switched off. A running server follows within a second.\n")
    _, out, _ = await besedka("plugins", "list", **where)
    assert re.search(r"^webchat .* off$", out, re.MULTILINE)
    code, _, err = await besedka("plugins", "enable", "nothing", **where)
    assert (code, err) == (2, "besedka: There is no plugin called nothing.\n")
    assert (await besedka("plugins", "enable", "webchat", **where))[0] == 0


async def test_the_version() -> None:
    assert (await besedka("--version"))[1] == "besedka 0.1.0\n"
