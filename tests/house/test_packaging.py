"""The wheel, installed in an empty place, holds everything and opens its first page."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.house.source import ROOT

OPEN = """
import sys
from univasso import create_app
from univasso.commands.install import prepare
app = create_app(sys.argv[1], SECRET_KEY="a-key-for-tests-only-0123456789-abcdefghij")
prepare(app)
page = app.test_client().get("/")
assert page.status_code == 200, page.status_code
assert "Univ’Asso" in page.get_data(as_text=True)
print(app.root_path)
"""


@pytest.mark.slow
def test_the_wheel_opens_its_first_page_in_an_empty_place(tmp_path):
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path), cwd=ROOT)
    wheel = next(tmp_path.glob("*.whl"))
    place = tmp_path / "empty"
    venv.create(place, with_pip=False, symlinks=True)
    python = place / "bin" / "python"
    # The libraries are those of this environment; the application is the one of the wheel.
    packages = next((place / "lib").glob("python*/site-packages"))
    ours = next(Path(p) for p in sys.path if p.endswith("site-packages"))
    (packages / "libraries.pth").write_text(f"{ours}\n", "utf-8")
    run(
        sys.executable,
        "-c",
        f"import zipfile; zipfile.ZipFile({str(wheel)!r}).extractall({str(packages)!r})",
    )
    said = run(str(python), "-c", OPEN, str(tmp_path / "instance"), cwd=tmp_path)
    assert str(packages) in said


def test_nothing_starts_with_a_weak_key(tmp_path):
    start = "import sys; from univasso import create_app; create_app(sys.argv[1], SECRET_KEY=sys.argv[2])"
    for key in ("", "short", "a" * 40):
        command = [sys.executable, "-c", start, str(tmp_path), key]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode != 0
        assert "SECRET_KEY" in done.stderr


def run(*command: str, cwd: Path | None = None) -> str:
    about = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, env=about)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout
