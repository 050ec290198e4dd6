"""`make screenshots`: every page and state, in both languages and themes, wide and on a phone, into var/screenshots; ARGS
names scenes or looks (`ARGS="main ru-dark-1440"`). The pictures of docs/ are taken from among them."""

import itertools
import shutil
import sys
import tempfile
from pathlib import Path
from typing import get_args

from playwright.sync_api import Error as PlaywrightError

import chromium
from screenshots import console_scenes, first_run_scenes, settings_scenes, widget_scenes
from screenshots.stage import SIZES, Look, Scene, Stage, Theme
from screenshots.story import tell
from side_by_side import Language, Server

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "var" / "screenshots"
IN_DOCS = {
    "console": "en-light-1440/main", "console-dark": "en-dark-1440/main", "phone": "en-light-390/chat",
    "plugins": "en-light-1440/plugins", "widget": "en-light-1440/widget-conversation", "rating": "en-light-390/widget-rating",
}  # fmt: skip
THEMES: tuple[Theme, ...] = get_args(Theme)
SCENES: dict[str, Scene] = (
    first_run_scenes.SCENES | console_scenes.SCENES | settings_scenes.SCENES | widget_scenes.SCENES
)


def main() -> None:
    wanted = set(sys.argv[1:])
    languages: tuple[Language, ...] = ("ru", "en")
    failed: list[str] = []
    for language in languages:
        with tempfile.TemporaryDirectory() as folder:
            failed += _of_language(language, Path(folder), wanted)
    for name, source in IN_DOCS.items():
        if (picture := FOLDER / f"{source}.png").exists() and not wanted:
            shutil.copy(picture, ROOT / "docs/images" / f"{name}.png")
    print(f"The pictures are in {FOLDER}.")
    sys.exit("\n".join(failed) or None)


def _of_language(language: Language, folder: Path, wanted: set[str]) -> list[str]:
    """The pictures of one language, from one server; what could not be taken is told."""
    looks = [Look(language=language, theme=theme, width=width) for width, theme in itertools.product(SIZES, THEMES)]
    if named := wanted - set(SCENES):
        looks = [look for look in looks if look.folder in named]
    if not looks:
        return []
    server = Server(folder, language)
    server.start()
    try:
        server.found()
        tell(server)
        with chromium.browsing() as browser:
            return [line for look in looks for line in _of_look(Stage(browser, server, look, FOLDER), wanted)]
    finally:
        server.stop()


def _of_look(stage: Stage, wanted: set[str]) -> list[str]:
    failed = []
    scenes = {name: scene for name, scene in SCENES.items() if not wanted & set(SCENES) or name in wanted}
    for name, scene in scenes.items():
        try:
            scene(stage)
        except (PlaywrightError, AssertionError) as error:  # one that cannot be taken keeps nobody from the others
            failed.append(f"{stage.look.folder}/{name}: {str(error).splitlines()[0]}")
        stage.clear()
    print(f"  {stage.look.folder}: {len(scenes) - len(failed)} of {len(scenes)}")
    return failed


if __name__ == "__main__":
    main()
