"""Mutations of files and folders: links, special files, names, permissions, other editions."""

import os
import shutil
import socket
from pathlib import Path

from tests.reliability.mutation import Mutation, kind

NAMES = (
    "victims_by_sex.csv",
    "VICTIMS_BY_SEX.csv",
    "victims by sex.csv",
    "x.csv",
    "x.yml",
    "x.yaml",
    "x.txt",
    ".hidden.csv",
    "a*.csv",
    "[a].csv",
    "a?.yml",
    "x=1.csv",
    "ë.csv",
    "a'b.csv",
    'a"b.csv',
    "a\nb.csv",
    "a;b.csv",
    "-x.csv",
    "~.csv",
    "CON",
    "edition.yml",
    "Edition.yml",
    "edition.csv",
    "form.csv",
    "1.csv",
    "x.csv.gz",
    "x.csv~",
    "a" * 200 + ".csv",
    "_t.csv",
    "😀.yml",
    "\u202ex.csv",
    "all_cells.yml",
    "x\x07.csv",
)
FOLDERS = (
    "2023",
    "1999",
    "0000",
    "9999",
    "20222",
    "202",
    "２０２２",
    "2022 ",
    "Codes",
    "extra",
    "schema",
    "2022.bak",
    "year=2022",
    "[2022]",
    "*",
    "..2022",
    "a'b",
)
ROOTS = (
    "seeds[1]",
    "se*ds",
    "s?eds",
    "edition=2022",
    "se eds",
    "sëeds",
    "s'eds",
    's"eds',
    "s{a,b}",
    "~seeds",
    "s;eds",
    "$seeds",
    "s\neds",
    "-seeds",
    "seeds.csv",
    "s%20eds",
    "s#eds",
    "s\\eds",
    "year=2018",
)


@kind("any")
def deleted(path: Path, mutation: Mutation) -> None:
    path.unlink()


@kind("any")
def renamed(path: Path, mutation: Mutation) -> None:
    path.rename(path.with_name(NAMES[mutation.other % len(NAMES)]))


@kind("any")
def pair_renamed(path: Path, mutation: Mutation) -> None:
    """Give a table, its CSV and its YAML, another name."""
    stem = Path(NAMES[mutation.other % len(NAMES)]).stem
    for ending in (".csv", ".yml"):
        if path.with_suffix(ending).exists():
            path.with_suffix(ending).rename(path.with_name(stem + ending))


@kind("any")
def undecodable_name(path: Path, mutation: Mutation) -> None:
    """Give a file a name that is no UTF-8."""
    os.rename(path, os.fsencode(path.parent) + b"/" + bytes([128 + mutation.other % 128]) + b".csv")


@kind("any")
def copied(path: Path, mutation: Mutation) -> None:
    shutil.copyfile(path, path.with_name(NAMES[mutation.other % len(NAMES)]))


@kind("any")
def exchanged(path: Path, mutation: Mutation) -> None:
    """Put the contents of another file into this one."""
    others = sorted(other for other in path.parent.iterdir() if other.is_file())
    shutil.copyfile(others[mutation.other % len(others)], path.with_name("exchange"))
    path.with_name("exchange").replace(path)


@kind("any")
def linked(path: Path, mutation: Mutation) -> None:
    """Put a symbolic link in the place of a file: out of the seeds, to itself, to a device."""
    root = path.parents[1]
    outside = shutil.copyfile(path, root.parents[1] / "outside")
    goals = (outside, path, "/dev/zero", "/dev/stdin", "nowhere", path.parent, root.parent, "/")
    goal = goals[mutation.other % len(goals)]
    path.unlink()
    path.symlink_to(goal)


@kind("any")
def folder_linked(path: Path, mutation: Mutation) -> None:
    """Move a folder out of the seeds and leave a link, or link a folder to its own parent."""
    folder, root = path.parent, path.parents[1]
    match mutation.other % 3:
        case 0:
            outside = folder.rename(root.parents[1] / "outside.folder")
            folder.symlink_to(outside)
        case 1:
            (folder / "loop").symlink_to(folder)
        case _:
            (root / "2023").symlink_to(folder)


@kind("any")
def hard_linked(path: Path, mutation: Mutation) -> None:
    """Give a file a second name, in its own or in another folder."""
    folder = path.parent if mutation.other % 2 else path.parents[1]
    name = NAMES[mutation.other // 2 % len(NAMES)]
    (folder / name).unlink(missing_ok=True)
    os.link(path, folder / name) if path.exists() else None


@kind("any")
def special(path: Path, mutation: Mutation) -> None:
    """Put a named pipe, a socket or a folder in the place of a file, or beside it."""
    if mutation.place % 2:
        path.unlink()
    else:
        path = path.with_name(NAMES[mutation.place // 2 % len(NAMES)])
        path.unlink(missing_ok=True)
    match mutation.other % 4:
        case 0:
            os.mkfifo(path)
        case 1:
            path.mkdir()
        case 2:
            path.mkdir()
            (path / "inside.csv").write_text("a,b\n")
        case _:
            here = os.open(path.parent, os.O_RDONLY)
            with socket.socket(socket.AF_UNIX) as server:
                server.bind(f"/proc/self/fd/{here}/s.csv")  # a socket's path must be short
            os.close(here)
            (path.parent / "s.csv").rename(path)


@kind("any")
def forbidden(path: Path, mutation: Mutation) -> None:
    """Take away the permission to read a file, or to list or enter its folder."""
    place = (path, path.parent, path.parents[1])[mutation.place % 3]
    place.chmod((0o000, 0o200, 0o100, 0o400)[mutation.other % 4])


@kind("any")
def folder_renamed(path: Path, mutation: Mutation) -> None:
    path.parent.rename(path.parents[1] / FOLDERS[mutation.other % len(FOLDERS)])


@kind("any")
def folder_copied(path: Path, mutation: Mutation) -> None:
    """Copy a folder: a second edition, or something that looks like one."""
    goal = path.parents[1] / FOLDERS[mutation.other % len(FOLDERS)]
    shutil.copytree(path.parent, goal, dirs_exist_ok=True)


@kind("any")
def folder_emptied(path: Path, mutation: Mutation) -> None:
    shutil.rmtree(path.parent)
    if mutation.other % 2:
        path.parent.mkdir()


@kind("any")
def folder_nested(path: Path, mutation: Mutation) -> None:
    """Move the seeds one folder down."""
    goal = path.parent / FOLDERS[mutation.other % len(FOLDERS)]
    goal.mkdir(exist_ok=True)
    path.rename(goal / path.name)


@kind("any")
def root_renamed(path: Path, mutation: Mutation) -> None:
    """Give the folder of the seeds a name with a meaning to a reader of CSV."""
    root = path.parents[1]
    root.rename(root.with_name(ROOTS[mutation.other % len(ROOTS)]))
