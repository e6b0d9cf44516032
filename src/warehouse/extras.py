"""What only some commands need, and how to get it.

Decision: a build needs few packages; each extra of the project is named after the command that
needs more. Its modules are imported where they are used, behind a call of `require`.
"""

from importlib.util import find_spec

from warehouse.faults import WarehouseError


def require(extra: str, *modules: str, user: str | None = None) -> None:
    """Raise WarehouseError when a module is missing; `user` is what needs it, if not all of it."""
    for module in modules:
        if find_spec(module) is None:
            message = (
                f"{user or f'warehouse {extra}'} needs {module}, which is not installed; "
                f"add it with: pip install 'warehouse-mensenhandel[{extra}]'"
            )
            raise WarehouseError(message)
