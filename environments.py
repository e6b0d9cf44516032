"""Programs beside this project, each in an environment of its own: other clients, hosts and peers.

Decision: an environment is made from a lock with hashes, once, under `.venv/clients/`, and made
anew when its lock changes. A failing installation is a failure. The lock stands beside what is
started there.
"""

import hashlib
import os
import subprocess
import venv
from pathlib import Path

from filelock import FileLock

ROOT = Path(__file__).resolve().parent
CLIENTS = ROOT / ".venv" / "clients"
PIP = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")


def environment(lock: Path) -> Path:
    """Return the Python of the environment of a lock; make the environment when it is missing."""
    folder = CLIENTS / lock.stem
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    stamp = folder / "stamp"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    CLIENTS.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if not stamp.is_file() or stamp.read_text() != digest:
            venv.create(folder, with_pip=True, clear=True)
            wanted = ("--require-hashes", "--requirement", str(lock))
            subprocess.run([str(python), *PIP, *wanted], check=True)
            stamp.write_text(digest)
    return python


def with_project(lock: Path) -> Path:
    """Return the Python of the environment of a lock that also holds this project."""
    python = environment(lock)
    with FileLock(f"{CLIENTS / lock.stem}.lock"):
        if not python.with_name("warehouse").is_file():
            local = ("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
            subprocess.run([str(python), *PIP, *local], check=True)
    return python
