"""Set up a private environment and run the project in it: `python3 run.py build` or `test`.

Needs nothing but Python and its standard library. The environment is `.venv/`. A build needs
`requirements/build.lock`, the tests `requirements/test.lock` on top of it: both have versions and
hashes, and their first lines say how they are made. What was installed stands in `.venv/stamp`, a
digest per lock; when a lock, the project file, the place or the Python changes, `.venv/` is made
anew, and so it is after a set-up that was interrupted. The command then takes the place of this
program, and answers Ctrl-C itself. Exit status: that of the command run.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
MINIMUM = (3, 11)
TASKS = {
    "build": ["warehouse", "build"],
    "test": ["pytest", "--numprocesses", "auto", "--dist", "worksteal"],
}
LOCKS = [ROOT / "requirements" / f"{task}.lock" for task in TASKS]  # each contains those before
USAGE = "usage: python3 run.py build|test [options of that command]"


def set_up(task: str) -> None:
    """Create `.venv/`, renew it or add to it; does nothing when it has what the task needs."""
    locks = LOCKS[: list(TASKS).index(task) + 1]
    wanted = [_digest(lock) for lock in locks]
    stamp = VENV / "stamp"
    found = stamp.read_text().split() if stamp.is_file() else []
    if found[: len(wanted)] == wanted:
        return
    print(f"setting up .venv from {locks[-1].relative_to(ROOT)}", flush=True)
    stamp.unlink(missing_ok=True)
    if not found or found != wanted[: len(found)]:
        venv.create(VENV, with_pip=True, clear=True)
    pip = [str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "--requirement", str(locks[-1])], check=True)
    local = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    subprocess.run([*pip, *local], check=True)
    stamp.write_text("\n".join(wanted))


def _digest(lock: Path) -> str:
    environment = f"{VENV} {sys.version_info[:2]}".encode()
    inputs = lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + environment
    return hashlib.sha256(inputs).hexdigest()


def main(arguments: list[str]) -> int:
    """Run one task with the options that follow it."""
    if sys.version_info < MINIMUM:
        print(f"this project needs Python {MINIMUM[0]}.{MINIMUM[1]} or newer", file=sys.stderr)
        return 2
    if not arguments or arguments[0] not in TASKS:
        print(USAGE, file=sys.stderr)
        return 2
    try:
        set_up(arguments[0])
    except subprocess.CalledProcessError as error:
        print(f"setting up .venv failed: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("setting up .venv was stopped; the next run begins it anew", file=sys.stderr)
        return 130
    tool, *fixed = TASKS[arguments[0]]
    return become([str(BIN / tool), *fixed, *arguments[1:]])


def become(command: list[str]) -> int:
    """Let a command take the place of this program."""
    if os.name == "nt":  # where it would go on beside this one
        return subprocess.run(command, cwd=ROOT, check=False).returncode
    os.chdir(ROOT)
    os.execv(command[0], command)  # noqa: S606  no shell is wanted


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
