"""Starting on a teacher's laptop: tools/start.py makes its environment, runs the app, mends a
fault and passes exit codes on. Each test starts a stand-in app.py with no requirements, so
nothing is fetched from anywhere.
"""

import ast
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tools import environment

TOOLS = Path(__file__).resolve().parent.parent / "tools"
posix = pytest.mark.skipif(os.name == "nt", reason="signals and scripts as on Linux and macOS")

# Notes each run, writes the ready file as the real app does, and ends with the next exit code;
# below zero, by that signal.
APP = """
import json, os, sys
from pathlib import Path
here = Path(__file__).parent
flags = sys.argv[1:]
with (here / "runs.jsonl").open("a") as runs:
    runs.write(json.dumps({"flags": flags, "utf8": sys.flags.utf8_mode,
                           "dns": os.environ["EVENTLET_NO_GREENDNS"]}) + "\\n")
codes = json.loads((here / "codes.json").read_text())
run = len((here / "runs.jsonl").read_text().splitlines())
code, ready = codes[min(run, len(codes)) - 1]
if ready:
    facts = {"port": 5003, "run": run, "pid": os.getpid()}
    Path(flags[flags.index("--ready-file") + 1]).write_text(json.dumps(facts))
if code < 0:
    os.kill(os.getpid(), -code)
sys.exit(code)
"""
# Says that it serves, then waits; ends with 0 when it is asked to stop, and counts the asking.
PATIENT_APP = """
import pathlib, signal, sys, time
asked = pathlib.Path(__file__).parent / "asked"
def stop(number, frame):
    with asked.open("a") as file:
        file.write(f"{number} ")
    time.sleep(0.3)  # long enough for a second signal to arrive, if one were sent
    sys.exit(0)
signal.signal(signal.SIGINT, stop)
signal.signal(signal.SIGTERM, stop)
print("serving", flush=True)
while True:
    time.sleep(0.05)
"""


class Laptop:
    """A project copied to a fresh computer, with a stand-in for the app."""

    def __init__(self, folder):
        self.project, self.home = folder / "project", folder / "home"
        (self.project / "tools").mkdir(parents=True)
        for name in ("start.py", "environment.py"):
            shutil.copy(TOOLS / name, self.project / "tools" / name)
        (self.project / "requirements.txt").write_text("# nothing\n")
        self.app(APP)

    def app(self, text):
        (self.project / "app.py").write_text(text)

    def ends_with(self, *codes):
        """The exit code of each run in turn, and whether that run was ever ready."""
        (self.project / "codes.json").write_text(json.dumps(codes))

    def command(self, *flags):
        return [sys.executable, str(self.project / "tools/start.py"), *flags]

    def env(self):
        places = ("XDG_DATA_HOME", "LOCALAPPDATA", "HOME")
        return {**os.environ, **{name: str(self.home) for name in places}}

    def starts(self, *flags):
        return subprocess.run(
            self.command(*flags), env=self.env(), capture_output=True, text=True, check=False
        )

    def runs(self):
        lines = (self.project / "runs.jsonl").read_text().splitlines()
        return [json.loads(line) for line in lines]

    def environments(self):
        return [path for path in self.home.rglob("environments/app-*") if path.is_dir()]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A laptop on which Drumbeat was started once before."""
    laptop = Laptop(tmp_path_factory.mktemp("laptop"))
    laptop.ends_with([0, True])
    laptop.first = laptop.starts("--demo")
    laptop.first_runs = laptop.runs()
    return laptop


@pytest.fixture
def laptop(made):
    """The same laptop, with the app's behaviour for one test."""
    (made.project / "runs.jsonl").unlink(missing_ok=True)
    (made.project / "asked").unlink(missing_ok=True)
    made.app(APP)
    return made


def test_the_first_start_makes_an_environment_and_runs_the_app(made):
    assert made.first.returncode == 0
    assert "Setting up" in made.first.stderr
    assert made.first_runs[0]["flags"][0] == "--demo"


def test_the_environment_lies_outside_the_project(made):
    assert len(made.environments()) == 1
    assert made.project not in made.environments()[0].parents


def test_the_second_start_sets_nothing_up(laptop):
    laptop.ends_with([0, True])
    assert laptop.starts().stderr == ""


def test_the_app_gets_utf8_and_ordinary_name_lookups(laptop):
    laptop.ends_with([0, True])
    laptop.starts()
    assert (laptop.runs()[0]["utf8"], laptop.runs()[0]["dns"]) == (1, "yes")


@pytest.mark.parametrize("code", [0, 2])
def test_the_exit_code_is_passed_on_and_nothing_is_tried_again(laptop, code):
    laptop.ends_with([code, True])
    assert laptop.starts().returncode == code
    assert len(laptop.runs()) == 1


def test_a_faulty_app_is_started_again_until_it_ends_well(laptop):
    laptop.ends_with([1, True], [1, True], [0, True])
    assert laptop.starts().returncode == 0
    assert len(laptop.runs()) == 3


def test_a_new_start_keeps_port_and_flags_and_opens_no_second_browser(laptop):
    laptop.ends_with([1, True], [0, True])
    laptop.starts("--port", "0", "--demo", "--ready-file", str(laptop.project / "r.json"))
    again = laptop.runs()[1]["flags"]
    assert again[:3] == ["--demo", "--ready-file", str(laptop.project / "r.json")]
    assert again[3:] == ["--port", "5003", "--no-browser"]


@pytest.mark.parametrize("is_one_word", [False, True])
def test_a_new_start_restores_nothing_again_and_brings_no_second_crowd(laptop, is_one_word):
    laptop.ends_with([1, True], [0, True])
    once = (("--restore", "old.db"), ("--crowd", "30"))
    given = ["=".join(pair) for pair in once] if is_one_word else [*once[0], *once[1]]
    laptop.starts("--demo", *given, "--data", "elsewhere")
    assert all(word in laptop.runs()[0]["flags"] for word in given)
    again = laptop.runs()[1]["flags"]
    assert again[:3] == ["--demo", "--data", "elsewhere"]
    assert [word for word in again if "restore" in word or "crowd" in word or word == "30"] == []


@posix
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_an_app_that_is_killed_is_started_again(laptop, number):
    laptop.ends_with([-number, True], [0, True])
    assert laptop.starts().returncode == 0
    assert len(laptop.runs()) == 2


@posix
def test_an_app_ended_by_the_signal_we_passed_on_is_left_in_peace(laptop):
    laptop.app(
        "import json, os, sys, time; from pathlib import Path\n"
        "flags = sys.argv[1:]\n"
        "place = Path(flags[flags.index('--ready-file') + 1])\n"
        "place.write_text(json.dumps({'port': 5003, 'pid': os.getpid()}))\n"
        "print('serving', flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen(
        laptop.command(),
        env=laptop.env(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as start:
        assert start.stdout.readline() == "serving\n"
        start.send_signal(signal.SIGTERM)
        assert start.communicate() == ("", "")
        assert start.returncode == 0


@posix
def test_what_a_killed_app_left_behind_is_taken_away(laptop):
    ready, data = laptop.project / "left.json", laptop.project / "left"
    laptop.app(
        APP.replace(
            "if code < 0:",
            "place = Path(flags[flags.index('--data') + 1]) / 'running'\n"
            "place.write_text(json.dumps({'console_url': 'x', 'pid': os.getpid()}))\n"
            "if code < 0:",
        )
    )
    data.mkdir(exist_ok=True)
    laptop.ends_with([-signal.SIGKILL, True])
    assert laptop.starts("--ready-file", str(ready), "--data", str(data)).returncode == 1
    assert (ready.exists(), (data / "running").exists()) == (False, False)


@posix
def test_the_ready_file_of_another_server_that_lives_is_left_alone(laptop):
    ready = laptop.project / "other.json"
    ready.write_text(json.dumps({"port": 5009, "pid": os.getpid()}))
    laptop.ends_with([2, False])
    laptop.starts("--ready-file", str(ready))
    assert ready.exists()


def test_a_faulty_app_is_started_again_three_times_at_most(laptop):
    laptop.ends_with([1, True])
    done = laptop.starts("--data", str(laptop.project / "data"))
    assert (done.returncode, len(laptop.runs())) == (1, 4)
    assert str(laptop.project / "data" / "log") in done.stderr.splitlines()[-1]


def test_an_app_that_never_was_ready_is_not_tried_again(laptop):
    laptop.ends_with([1, False])
    done = laptop.starts()
    assert (done.returncode, len(laptop.runs())) == (1, 1)
    assert len(done.stderr.splitlines()) == 1


def test_a_ready_file_of_an_earlier_run_is_not_mistaken_for_this_one(laptop):
    old = laptop.project / "old.json"
    old.write_text(json.dumps({"port": 5009}))
    laptop.ends_with([1, False])
    laptop.starts("--ready-file", str(old))
    assert len(laptop.runs()) == 1


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_request_to_stop_reaches_the_app_once(laptop, number):
    laptop.app(PATIENT_APP)
    with subprocess.Popen(
        laptop.command(), env=laptop.env(), stdout=subprocess.PIPE, text=True
    ) as start:
        assert start.stdout.readline() == "serving\n"
        start.send_signal(number)
        start.send_signal(number)
        assert start.wait() == 0
    assert (laptop.project / "asked").read_text() == f"{int(number)} "


def test_a_half_made_environment_is_made_again(laptop):
    laptop.ends_with([0, True])
    (laptop.environments()[0] / environment.STAMP).unlink()
    done = laptop.starts()
    assert (done.returncode, "Setting up" in done.stderr) == (0, True)
    assert (laptop.environments()[0] / environment.STAMP).is_file()


def test_two_starts_at_once_make_one_environment(tmp_path):
    laptop = Laptop(tmp_path)
    laptop.ends_with([0, True])
    both = [
        subprocess.Popen(laptop.command(), env=laptop.env(), stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = "".join(start.communicate()[1] for start in both)
    assert [start.returncode for start in both] == [0, 0]
    assert said.count("Setting up") == 1


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    laptop = Laptop(tmp_path)
    laptop.home.write_text("a file where a folder should be")
    done = laptop.starts()
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert f"cannot write its environment to {laptop.home}" in done.stderr


@posix
@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_python_without_venv_is_told_what_to_install(tmp_path, missing):
    with pytest.raises(environment.Unprepared, match="sudo apt install python3-venv"):
        environment.ensure_environment(
            needs(tmp_path, "flask==0"), "app", tmp_path, python=python_without(missing, tmp_path)
        )


@posix
def test_without_ensurepip_a_pip_from_the_wheelhouse_is_used(tmp_path):
    file = needs(tmp_path, "flask==0")
    (tmp_path / "wheelhouse").mkdir()
    (tmp_path / "wheelhouse/pip-1-py3-none-any.whl").write_text("no real wheel")
    with pytest.raises(environment.Unprepared, match="wheelhouse folder lacks"):
        environment.ensure_environment(
            file, "app", tmp_path / "home", python=python_without("ensurepip", tmp_path)
        )


@pytest.mark.parametrize(
    ("output", "offline", "sentence"),
    [
        ("(from versions: none)", False, "needs the internet once"),
        ("Failed to establish a new connection", False, "needs the internet once"),
        ("No matching distribution", True, "wheelhouse folder lacks"),
        ("OSError: [Errno 28] No space left on device", False, "disk is full"),
        ("error: compiler", False, "see "),
    ],
)
def test_a_failed_install_says_what_to_do(tmp_path, output, offline, sentence):
    assert sentence in environment.why_install_failed(output, offline, tmp_path / "app-1")


def test_a_changed_requirement_asks_for_another_environment(tmp_path):
    (tmp_path / "dev.txt").write_text("-r requirements.txt\npytest==1  # for tests\n")
    needs(tmp_path, "flask==0")
    before = environment.fingerprint(tmp_path / "dev.txt")
    needs(tmp_path, "flask==1")
    assert environment.requirements(tmp_path / "dev.txt") == ["flask==1", "pytest==1"]
    assert environment.fingerprint(tmp_path / "dev.txt") != before


def test_the_environment_before_this_one_is_kept_and_older_ones_go(tmp_path):
    for age, name in enumerate(("app-new", "app-before", "app-old", "check-other")):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (1000 - age, 1000 - age))
    environment.remove_older(tmp_path, "app", keep=tmp_path / "app-new")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "app-before",
        "app-new",
        "check-other",
    ]


def test_an_old_python_gets_a_sentence():
    with pytest.raises(environment.Unprepared, match="needs Python 3.11 or newer and this is 3.9"):
        environment.refuse_old_python((3, 9))


@pytest.mark.parametrize("name", ["start.py", "check.py", "environment.py", "node.py"])
def test_an_old_python_can_read_as_far_as_that_sentence(name):
    ast.parse((TOOLS / name).read_text(encoding="utf-8"), feature_version=(3, 7))


def needs(folder, *lines):
    """A requirements file with these lines."""
    file = folder / "requirements.txt"
    file.write_text("\n".join(lines) + "\n")
    return file


def python_without(module, folder):
    """A Python that lacks one module, as Debian's smallest one lacks ensurepip."""
    stub = folder / "python-stub"
    stub.write_text(
        f'#!/bin/sh\ncase "$*" in "-c import {module}") exit 1;; esac\nexec {sys.executable} "$@"\n'
    )
    stub.chmod(stub.stat().st_mode | stat.S_IXUSR)
    return str(stub)
