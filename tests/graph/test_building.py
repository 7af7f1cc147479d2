"""A build is whole or did not happen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph import building
from graph.building import build_in_directory, open_directory
from graph.layers import Layers
from ontology.errors import StoreError

OLD = Layers("<urn:a> <urn:p> <urn:old> .\n", "", "")
NEW = Layers("<urn:a> <urn:p> <urn:new> .\n", "", "")


def test_a_built_store_opens_with_what_was_built(tmp_path: Path) -> None:
    assert build_in_directory(OLD, tmp_path / "store").written
    assert open_directory(tmp_path / "store").dump() == OLD.statements


def contents(folder: Path) -> list[tuple[str, bytes]]:
    return sorted((path.name, path.read_bytes()) for path in folder.rglob("*") if path.is_file())


def test_building_the_same_again_changes_nothing(tmp_path: Path) -> None:
    build_in_directory(OLD, tmp_path / "store")
    before = contents(tmp_path / "store")
    assert not build_in_directory(OLD, tmp_path / "store").written
    assert before == contents(tmp_path / "store")


def test_a_new_build_replaces_the_old_and_leaves_one_version(tmp_path: Path) -> None:
    build_in_directory(OLD, tmp_path / "store")
    build_in_directory(NEW, tmp_path / "store")
    assert open_directory(tmp_path / "store").dump() == NEW.statements
    assert len(list((tmp_path / "store").glob("v-*"))) == 1


def test_a_reader_keeps_the_version_that_it_opened(tmp_path: Path) -> None:
    build_in_directory(OLD, tmp_path / "store")
    reader = open_directory(tmp_path / "store")
    build_in_directory(NEW, tmp_path / "store")
    assert reader.dump() == OLD.statements


@pytest.mark.parametrize("step", ["_write_version", "_swap"])
def test_a_failure_at_any_step_leaves_the_old_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    build_in_directory(OLD, tmp_path / "store")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(building, step, fail)
    with pytest.raises(StoreError, match=r"store: cannot be written: No space left on device$"):
        build_in_directory(NEW, tmp_path / "store")
    assert open_directory(tmp_path / "store").dump() == OLD.statements


KILLED = """
import os, sys
from pathlib import Path
from graph import building
from graph.layers import Layers
building._swap = lambda *_: os.kill(os.getpid(), 9)
building.build_in_directory(Layers("<urn:a> <urn:p> <urn:new> .\\n", "", ""), Path(sys.argv[1]))
"""


def test_a_killed_build_leaves_the_old_store_or_none_and_the_next_one_clears_up(tmp_path: Path) -> None:
    for path, expected in ((tmp_path / "old", OLD.statements), (tmp_path / "none", None)):
        if expected:
            build_in_directory(OLD, path)
        process = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
        assert process.returncode == -9
        if expected:
            assert open_directory(path).dump() == expected
        else:
            with pytest.raises(StoreError, match="there is no store; make one with: alliance build --store"):
                open_directory(path)
        (path / ".building-1").mkdir()
        build_in_directory(NEW, path)
        assert open_directory(path).dump() == NEW.statements
        assert not list(path.glob(".building-*"))


LIMITED = """
import resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
from graph.building import build_in_directory
from graph.layers import Layers
from ontology.errors import StoreError
text = "".join(f"<urn:a{i}> <urn:p> \\"{i:0200}\\" .\\n" for i in range(20_000))
try:
    build_in_directory(Layers(text, "", ""), Path(sys.argv[1]))
except StoreError as error:
    print(error)
    sys.exit(1)
"""


def test_a_full_disk_is_one_line_and_leaves_the_old_store(tmp_path: Path) -> None:
    build_in_directory(OLD, tmp_path / "store")
    process = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path / "store")], capture_output=True, text=True, check=False
    )
    assert process.returncode == 1, process.stderr
    assert process.stdout.count("\n") == 1
    assert "cannot be written" in process.stdout
    assert open_directory(tmp_path / "store").dump() == OLD.statements


def test_a_folder_with_other_files_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(StoreError, match=r"holds other files \(thesis.txt\); name an empty or a new directory$"):
        build_in_directory(OLD, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_damaged_store_says_so(tmp_path: Path) -> None:
    build_in_directory(OLD, tmp_path / "store")
    version = next((tmp_path / "store").glob("v-*"))
    for file in version.iterdir():
        file.write_bytes(b"")
    with pytest.raises(StoreError, match="the store is damaged; build it again"):
        open_directory(tmp_path / "store")


def test_a_damaged_store_is_built_again(tmp_path: Path) -> None:
    build_in_directory(OLD, tmp_path / "store")
    for file in next((tmp_path / "store").glob("v-*")).iterdir():
        file.write_bytes(b"")
    assert build_in_directory(OLD, tmp_path / "store").written
    assert open_directory(tmp_path / "store").dump() == OLD.statements


TOGETHER = """
import sys
from pathlib import Path
from graph.building import build_in_directory
from graph.layers import Layers
text = "".join(f"<urn:a{i}> <urn:p> <urn:{sys.argv[2]}> .\\n" for i in range(30_000))
build_in_directory(Layers(text, "", ""), Path(sys.argv[1]))
"""


def test_builds_at_once_wait_for_each_other(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TOGETHER, str(tmp_path / "store")]
    running = [subprocess.Popen([*command, name], stderr=subprocess.PIPE) for name in ("x", "y", "x", "y")]
    assert [(process.communicate()[1], process.returncode) for process in running] == [(b"", 0)] * 4
    assert open_directory(tmp_path / "store").dump().count("\n") == 30_000
    assert len(list((tmp_path / "store").glob("v-*"))) == 1


def test_a_directory_without_permission_says_so(tmp_path: Path) -> None:
    """Root may write everywhere but into the kernel's own file system."""
    tmp_path.chmod(0o500)
    folder = Path("/sys") if os.geteuid() == 0 else tmp_path
    with pytest.raises(StoreError, match=r"store: cannot be written: (Permission denied|Operation not permitted)$"):
        build_in_directory(OLD, folder / "store")


def test_a_file_where_the_store_should_be_says_so(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("")
    with pytest.raises(StoreError, match="store: cannot be written: File exists"):
        build_in_directory(OLD, tmp_path / "store")
