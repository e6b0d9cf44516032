"""Run the unit tests in a copy of the project to which the runbook has added an edition.

`python -m tests.with_invented [options of pytest]` proves that the next edition turns no test red.
The commands are those of docs/new-edition.md, with the invented edition in the place of the one of
its example; its files are what a person would have typed. Exit status: that of the tests.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.editions import INVENTED, REPORT
from tests.test_runbook import COMMANDS, run
from warehouse.place import ROOT

EXAMPLE = "2023"


def copy_project(folder: Path) -> Path:
    """Return a clone of the project as it was last committed, which uses the same environments."""
    copy = folder / "project"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(copy)], check=True)  # noqa: S607
    if (ROOT / ".venv").is_dir():
        (copy / ".venv").symlink_to(ROOT / ".venv")
    return copy


def add_invented(project: Path) -> None:
    """Follow the runbook up to the commit of the seeds, typing into the folder."""
    shutil.copy(REPORT, project / "report.txt")
    for command in COMMANDS:
        words = [word.replace(EXAMPLE, INVENTED.name) for word in command]
        if words[1] in ("import", "read"):  # the other ways to fill the seeds
            continue
        print("$", *words, flush=True)
        run(project, *words)
        if words[1] == "new-edition":
            made = project / "seeds" / INVENTED.name
            for path in made.iterdir():
                path.unlink()  # the years, a row, a label: the invented report prints others
            shutil.copytree(INVENTED, made, dirs_exist_ok=True)
        if words[:2] == ["git", "commit"]:
            break
    (project / f"{INVENTED.name}.xlsx").unlink()


def main(options: list[str]) -> int:
    """Copy, add, test."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # some tests go on as another user
        project = copy_project(Path(folder))
        os.environ["PYTHONPATH"] = os.pathsep.join([str(project / "src"), str(project)])
        add_invented(project)
        tests = [sys.executable, "-m", "pytest", "-n", "auto", "--dist", "worksteal", *options]
        return subprocess.run(tests, cwd=project, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
