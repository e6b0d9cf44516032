"""What is interrupted is as it was or wholly new, and leaves nothing behind."""

import errno
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from warehouse import files, interrupt
from warehouse.edition import workbook
from warehouse.edition.begin import new_edition
from warehouse.faults import WarehouseError
from warehouse.files import beside, delivery, put_all

NAMES = ("one.csv", "one.csv-metadata.json")


@pytest.fixture(autouse=True)
def heeded(ctrl_c: None) -> None:
    """Let an interrupt be what it is in a command."""
    interrupt.heed()


def stop() -> None:
    """Press Ctrl-C."""
    os.kill(os.getpid(), signal.SIGINT)


def a_folder(target: Path) -> None:
    """Replace a folder by another one."""
    with delivery(target, is_folder=True, force=True) as made:
        for name in NAMES:
            (made / name).write_text("new")


def a_file(target: Path) -> None:
    """Replace a file, and what stands beside it."""
    with delivery(target / NAMES[0], is_folder=False, force=True) as made:
        for name in NAMES:
            made.with_name(name).write_text("new")


def files_of_a_folder(target: Path) -> None:
    """Replace the files of a folder, as seeds are."""
    with beside(target) as folder:
        for name in NAMES:
            (folder / name).write_text("new")
        put_all(folder, target)


WAYS = [a_folder, a_file, files_of_a_folder]


def interrupted_at(
    moment: int, act: Callable[[Path], None], target: Path, patched: pytest.MonkeyPatch
) -> list[str]:
    """Replace what is old, be interrupted before one renaming; return what stands there then."""
    target.mkdir()
    for name in NAMES:
        (target / name).write_text("old")
    done: list[Path] = []

    def counted(real: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
        def renamed(path: Path, to: Path) -> Path:
            if len(done) == moment:
                stop()
            done.append(path)
            return real(path, to)

        return renamed

    for name in ("rename", "replace"):
        patched.setattr(Path, name, counted(getattr(Path, name)))
    with pytest.raises(KeyboardInterrupt):
        act(target)
    return [path.read_text() for path in target.iterdir()] if target.exists() else []


@pytest.mark.parametrize("act", WAYS)
@pytest.mark.parametrize("moment", [0, 1])
def test_what_takes_its_place_takes_it_whole(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    act: Callable[[Path], None],
    moment: int,
) -> None:
    assert interrupted_at(moment, act, tmp_path / "it", monkeypatch) == ["new", "new"]
    assert os.listdir(tmp_path) == ["it"]


@contextmanager
def cut() -> Iterator[None]:
    """Do what stands in it, or less."""
    yield


@pytest.mark.parametrize("act", WAYS)
def test_otherwise_it_would_be_lost_or_a_mixture(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    act: Callable[[Path], None],
) -> None:
    monkeypatch.setattr(files, "whole", cut)
    left = interrupted_at(1, act, tmp_path / "it", monkeypatch)
    assert sorted(left) == ([] if act is a_folder else ["new", "old"])


def test_who_is_impatient_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    remove = shutil.rmtree

    def removed(*given: Any, **named: Any) -> None:
        stop()
        remove(*given, **named)

    monkeypatch.setattr(shutil, "rmtree", removed)
    with pytest.raises(KeyboardInterrupt), beside(tmp_path / "it") as folder:
        (folder / "half").touch()
        stop()
    assert len(interrupt.heard) == 2
    assert os.listdir(tmp_path) == []


def test_a_new_edition_and_its_workbook_are_there_or_neither(
    monkeypatch: pytest.MonkeyPatch, seeds: Path
) -> None:
    def written(book: Path, _: object) -> None:
        book.touch()
        stop()

    monkeypatch.setattr(workbook, "write_book", written)
    with pytest.raises(KeyboardInterrupt):
        new_edition(seeds, "2023", book=seeds.with_name("2023.xlsx"))
    assert (seeds / "2023" / "edition.yml").is_file()
    assert sorted(os.listdir(seeds.parent)) == ["2023.xlsx", "seeds"]


def test_a_folder_that_cannot_be_moved_stays(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Such as the place where a disk is mounted."""

    def refused(*_: object) -> None:
        raise OSError(errno.EBUSY, "Device or resource busy")

    target = tmp_path / "it"
    target.mkdir()
    (target / NAMES[0]).write_text("old")
    with (
        pytest.raises(WarehouseError, match="Device or resource busy"),
        delivery(target, is_folder=True, force=True) as made,
    ):
        (made / NAMES[0]).write_text("new")
        monkeypatch.setattr(os, "rename", refused)
    assert (target / NAMES[0]).read_text() == "old"
    assert os.listdir(tmp_path) == ["it"]
