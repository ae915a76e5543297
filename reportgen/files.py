"""Reading and writing files: nothing outside the project is read, and outputs appear whole or not at all."""

import errno
import os
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from reportgen.core.errors import Unreadable
from reportgen.core.place import Place

_REASONS = {
    errno.ENOSPC: "磁盘已满", errno.EACCES: "没有权限，或正被别的程序打开", errno.EPERM: "没有权限，或正被别的程序打开", errno.EROFS: "磁盘是只读的",
    errno.ENOENT: "没有这个文件或文件夹", errno.ENOTDIR: "路径中有一段不是文件夹", errno.EISDIR: "是文件夹", errno.ENAMETOOLONG: "文件名太长",
}


def reason(fault: OSError) -> str:
    """Why the system refused, in Chinese."""
    return _REASONS.get(fault.errno or 0, f"系统错误 {fault.errno}")


def inside(root: Path, path: Path) -> Path:
    """`path` resolved, if it lies in `root`. Raises: Unreadable for one that leads out (.. or a link)."""
    real = path.resolve()
    if not real.is_relative_to(_real(root)):
        raise Unreadable("文件不在项目文件夹内，不读取", at=Place(path.name), hint="把文件复制进项目文件夹，不要用链接")
    return real


@lru_cache(maxsize=64)
def _real(root: Path) -> Path:
    """A project's folder, resolved once: were it moved elsewhere, its files would lie outside."""
    return root.resolve()


def read_bytes(root: Path, path: Path) -> bytes:
    """A project file's bytes. Raises: Unreadable, with the path relative to the project."""
    try:
        return inside(root, path).read_bytes()
    except FileNotFoundError:
        raise Unreadable("文件不存在", at=Place(_label(root, path)), hint="检查文件名，或从分工、版式中去掉它") from None
    except OSError as fault:
        raise Unreadable(f"文件读不了（{reason(fault)}）", at=Place(_label(root, path)), hint="检查文件权限") from None


def read_text(root: Path, path: Path) -> str:
    """A project file's text: UTF-8, a byte-order mark and Windows line ends tolerated."""
    data = read_bytes(root, path)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        line = data[:fault.start].count(b"\n") + 1
        raise Unreadable("文件不是 UTF-8 编码", at=Place(_label(root, path), line),
                         hint="在记事本或 WPS 中另存为 UTF-8 编码") from None


def _label(root: Path, path: Path) -> str:
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.name


def write_whole(path: Path, data: bytes) -> None:
    """`data` at `path`, atomically: a temporary file beside it, fsync, rename. The old content stays until then."""
    write_together({path: data})


def write_together(files: Mapping[Path, bytes]) -> None:
    """Every file whole. All are on disk under temporary names before the first takes its place, so a full disk changes nothing."""
    drafts: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            drafts[path] = _draft(path, data)
        for path, draft in drafts.items():
            os.replace(draft, path)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
    for folder in {path.parent for path in files}:
        sync_folder(folder)


def _draft(path: Path, data: bytes) -> Path:
    """A temporary file beside `path` with its content to be, on disk for certain."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def sync_folder(folder: Path) -> None:
    """The folder's list of names, on disk for certain."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
