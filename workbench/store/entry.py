"""What is no project is refused before SQLite sees a byte of it."""

from pathlib import Path

from workbench.store import schema
from workbench.store.target import is_project
from workbench.store.trouble import MissingFile, NewerProject, NotAProject, ReadOnlyProject, not_a_project


def inspect(path: Path) -> None:
    """Refuse what is no project before SQLite sees a byte of it."""
    try:
        if not path.is_file() and path.exists() and not path.is_dir():  # a pipe would keep us waiting for ever
            raise NotAProject(f"“{path.name}” is not a file that can be read. Choose a file that ends in .factcheck.")
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError as error:
        raise MissingFile(f"There is no file “{path}”. Check the name and the folder.") from error
    except IsADirectoryError as error:
        raise NotAProject(f"“{path.name}” is a folder. Choose a file that ends in .factcheck.") from error
    except OSError as error:
        raise ReadOnlyProject(f"“{path.name}” cannot be read. Check that you may read it.") from error
    if not is_project(head):
        raise not_a_project(path)
    version = int.from_bytes(head[60:64])
    if version > schema.SCHEMA_VERSION:
        raise NewerProject(
            f"“{path.name}” was made with a newer version of Workbench (file version {version}, this program knows"
            f" {schema.SCHEMA_VERSION}). Update Workbench to open it."
        )
