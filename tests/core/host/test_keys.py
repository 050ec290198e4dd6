"""The secret key, and what is sealed with it."""

import logging
from pathlib import Path

import pytest

from besedka.config import BadConfig, Config
from besedka.host.keys import WrongKey, sealer
from besedka.host.masking import Holder, held, mask, masked_logs
from besedka.plugin import Secret


def test_the_key_is_made_once_and_kept(tmp_path: Path) -> None:
    sealed = sealer(Config(data_dir=tmp_path)).seal_text("value", "stars", "token")
    assert sealed.startswith("v1:")
    again = sealer(Config(data_dir=tmp_path))
    assert again.open_text(sealed, "stars", "token") == "value"
    path = tmp_path / "secret.key"
    assert path.stat().st_mode & 0o777 == 0o600
    assert (
        sealer(Config(data_dir=tmp_path / "x", secret_key=path.read_text())).open_text(sealed, "stars", "token")
        == "value"
    )
    assert [file.name for file in tmp_path.iterdir()] == ["secret.key"]


@pytest.mark.parametrize("place", [("stars", "other"), ("other", "token"), ("stars",), ("stars", "token", "")])
def test_a_sealed_value_belongs_to_its_place(tmp_path: Path, place: tuple[str, ...]) -> None:
    ours = sealer(Config(data_dir=tmp_path))
    with pytest.raises(WrongKey, match="put back the key"):
        ours.open_text(ours.seal_text("value", "stars", "token"), *place)


@pytest.mark.parametrize("sealed", ["", "v1:", "v1:AAAA", "v1:!!!", "v2:AAAA", "\ud800"])
def test_what_was_never_sealed(tmp_path: Path, sealed: str) -> None:
    with pytest.raises(WrongKey):
        sealer(Config(data_dir=tmp_path)).open_text(sealed, "a")


def test_a_key_that_cannot_be_used_is_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "secret.key"
    for content in (b"", b"short", b"\xff" * 40):
        path.write_bytes(content)
        with pytest.raises(BadConfig, match=r"secret\.key"):
            sealer(Config(data_dir=tmp_path))
    with pytest.raises(BadConfig, match="BESEDKA_SECRET_KEY"):
        sealer(Config(data_dir=tmp_path, secret_key="short"))
    path.write_text("k" * 40)
    path.chmod(0o644)
    sealer(Config(data_dir=tmp_path))
    assert "chmod 600" in caplog.text


def test_held_secrets_are_masked_in_every_spelling() -> None:
    holder, other = Holder(), Holder()
    holder.hold([Secret('pass"word/1'), Secret("abc"), Secret("longer-and-longer")])
    other.hold([Secret("longer")])
    for spelling in ('pass"word/1', 'pass\\"word/1', "pass%22word%2F1", "longer-and-longer", "longer"):
        assert mask(f"x {spelling} y") == "x •••• y"
    assert mask("abc") == "abc"
    holder.release()
    assert mask('pass"word/1 longer') == 'pass"word/1 ••••'
    other.release()
    assert (mask("longer"), held()) == ("longer", 0)


def test_a_record_with_wrong_arguments_is_left_to_its_handler(caplog: pytest.LogCaptureFixture) -> None:
    holder = Holder()
    holder.hold([Secret("a-secret-value")])
    with masked_logs():
        record = logging.getLogRecordFactory()("x", logging.INFO, "x.py", 1, "%d", ("word",), None)
        logging.getLogger("x").warning("100%% of %s", "a-secret-value", stack_info=True)
    holder.release()
    with pytest.raises(TypeError):
        record.getMessage()
    assert "100% of ••••" in caplog.text
