"""Set up a private environment and run the project in it: `python3 run.py build` or `test`.

Needs nothing but Python and its standard library. The environment is `.venv/`, filled from
`requirements.lock` (versions and hashes) and renewed when the lock or the project file changes.
Exit status: that of the command run.
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
USAGE = "usage: python3 run.py build|test [options of that command]"


def set_up() -> None:
    """Create or renew `.venv/`; does nothing when it fits the lock already."""
    lock = ROOT / "requirements.lock"
    inputs = lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    stamp = VENV / "stamp"
    digest = hashlib.sha256(inputs).hexdigest()
    if stamp.is_file() and stamp.read_text() == digest:
        return
    print("setting up .venv (first run only, about a minute)", flush=True)
    venv.create(VENV, with_pip=True, clear=True)
    pip = [str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "--requirement", str(lock)], check=True)
    local = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    subprocess.run([*pip, *local], check=True)
    stamp.write_text(digest)


def main(arguments: list[str]) -> int:
    """Run one task with the options that follow it."""
    if sys.version_info < MINIMUM:
        print(f"this project needs Python {MINIMUM[0]}.{MINIMUM[1]} or newer", file=sys.stderr)
        return 2
    if not arguments or arguments[0] not in TASKS:
        print(USAGE, file=sys.stderr)
        return 2
    try:
        set_up()
    except subprocess.CalledProcessError as error:
        print(f"setting up .venv failed: {error}", file=sys.stderr)
        return 1
    tool, *fixed = TASKS[arguments[0]]
    command = [str(BIN / tool), *fixed, *arguments[1:]]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
