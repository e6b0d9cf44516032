"""The first command installs what a build needs and no more, the second what is left; once each."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from warehouse.place import ROOT

LOCKS = {name: ROOT / "requirements" / f"{name}.lock" for name in ("build", "test")}
PINNED = re.compile(r"^([a-z0-9._-]+)==([^ ]+).* \\$", re.MULTILINE)
HASHED = re.compile(r"^([a-z0-9._-]+)==([^ ]+).* \\\n    --hash=sha256:", re.MULTILINE)


def pinned(name: str) -> dict[str, str]:
    return dict(PINNED.findall(LOCKS[name].read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_a_version_and_hashes_for_everything(name: str) -> None:
    text = LOCKS[name].read_text(encoding="utf-8")
    assert len(pinned(name)) > 20
    assert dict(HASHED.findall(text)) == pinned(name)
    assert len(pinned(name)) == len(re.findall(r"^[^ #]", text, re.MULTILINE))
    assert f"-o requirements/{name}.lock" in text.splitlines()[1]


def test_the_lock_of_the_tests_adds_to_that_of_a_build() -> None:
    assert pinned("build").items() < pinned("test").items()


def test_the_locks_have_what_the_project_file_asks_for() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    needs = {
        name: set(re.findall(r'"([a-z-]+)(?=>=|\[xml|")', block))
        for name, block in re.findall(r"^(\w+) = \[(.*?)\]$", text, re.MULTILINE | re.DOTALL)
    }
    assert needs["dependencies"] | needs["editable"] <= set(pinned("build"))
    assert needs["dev"] | needs["audit"] | needs["export"] | needs["plot"] <= set(pinned("test"))
    assert len(needs["dev"]) > 10


class Computer:
    """Stands in for the modules `venv` and `subprocess`, and notes what run.py does with them.

    Nor does the task take the place of the tests.
    """

    CalledProcessError = subprocess.CalledProcessError

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.done: list[str] = []
        self.breaks_at = ""
        (folder / "requirements").mkdir(parents=True)
        for name in (
            "run.py",
            "pyproject.toml",
            "requirements/build.lock",
            "requirements/test.lock",
        ):
            shutil.copyfile(ROOT / name, folder / name)

    def task(self, name: str) -> list[str]:
        """Run a task as `python3 run.py` does, and return what it did."""
        self.done.clear()
        code = (self.folder / "run.py").read_text(encoding="utf-8")
        names: dict[str, Any] = {"__name__": "run", "__file__": str(self.folder / "run.py")}
        exec(compile(code, "run.py", "exec"), names)  # noqa: S102  our own file
        names |= {"venv": self, "subprocess": self, "become": self.become}
        assert names["main"]([name]) == (130 if self.breaks_at else 0)
        return self.done

    def create(self, folder: Path, *, with_pip: bool, clear: bool) -> None:
        """Make an empty environment, as run.py must ask for it."""
        assert with_pip
        assert clear
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        self.note("new environment")

    def run(self, command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        """Note what is installed: a lock or the project."""
        self.note("project" if "--editable" in command else Path(command[-1]).name)
        return subprocess.CompletedProcess(command, 0)

    def become(self, _: list[str]) -> int:
        """Note that the task itself is run."""
        self.note("command")
        return 0

    def note(self, what: str) -> None:
        """Note what is done; stop as Ctrl-C does where the test wants it."""
        self.done.append(what)
        if what == self.breaks_at:
            raise KeyboardInterrupt


def changed(name: str) -> Callable[[Computer], None]:
    def change(computer: Computer) -> None:
        with (computer.folder / name).open("a", encoding="utf-8") as file:
            file.write("# changed")

    return change


def older(computer: Computer) -> None:
    """Leave what the run.py of one lock left: its stamp is a digest that no lock has now."""
    (computer.folder / ".venv").mkdir()
    (computer.folder / ".venv" / "stamp").write_text("0" * 64)


def moved(computer: Computer) -> None:
    computer.folder = computer.folder.rename(computer.folder.with_name("elsewhere"))


BUILD = ["new environment", "build.lock", "project"]
TEST = ["new environment", "test.lock", "project"]


@pytest.mark.parametrize(
    ("before", "change", "task", "set_up"),
    [
        ([], None, "build", BUILD),
        ([], None, "test", TEST),
        ([], older, "build", BUILD),
        ([], older, "test", TEST),
        (["build"], None, "build", []),
        (["build"], None, "test", TEST[1:]),
        (["build", "test"], None, "test", []),
        (["build", "test"], None, "build", []),
        (["test"], None, "build", []),
        (["test"], changed("requirements/test.lock"), "build", []),
        (["test"], changed("requirements/test.lock"), "test", TEST),
        (["test"], changed("requirements/build.lock"), "build", BUILD),
        (["build"], changed("requirements/build.lock"), "test", TEST),
        (["build"], changed("pyproject.toml"), "build", BUILD),
        (["build"], moved, "build", BUILD),
    ],
)
def test_a_set_up_does_what_is_lacking(
    tmp_path: Path,
    before: list[str],
    change: Callable[[Computer], None] | None,
    task: str,
    set_up: list[str],
) -> None:
    computer = Computer(tmp_path / "a place")
    for earlier in before:
        computer.task(earlier)
    if change is not None:
        change(computer)
    assert computer.task(task) == [*set_up, "command"]
    assert computer.task(task) == ["command"]


@pytest.mark.parametrize("before", [[], ["build"]], ids=["nothing before", "after a build"])
@pytest.mark.parametrize("place", TEST)
def test_a_set_up_that_was_interrupted_is_made_anew(
    tmp_path: Path, before: list[str], place: str
) -> None:
    computer = Computer(tmp_path / "a place")
    for earlier in before:
        computer.task(earlier)
    computer.breaks_at = place
    if before and place == "new environment":
        changed("pyproject.toml")(computer)
    assert computer.task("test")[-1] == place
    computer.breaks_at = ""
    assert computer.task("test") == [*TEST, "command"]


def test_a_set_up_that_was_interrupted_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    computer = Computer(tmp_path / "a place")
    computer.breaks_at = BUILD[1]
    computer.task("build")
    told = "setting up .venv was stopped; the next run begins it anew\n"
    assert capsys.readouterr().err == told


def test_the_task_takes_the_place_of_the_program(tmp_path: Path) -> None:
    """Otherwise Ctrl-C would be answered by both, and a build killed while it cleans up."""
    said = "import os; print(os.getpid())"
    code = f"import run, sys; run.become([sys.executable, '-c', {said!r}])"
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.communicate()[0] == f"{process.pid}\n"
