"""The two commands: what dev.py does before it hands over."""

import json
import re
import shutil
import sys
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with an environment that is up to date for the window, and every command recorded."""
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    monkeypatch.setattr(dev, "HERE", tmp_path)
    monkeypatch.setattr(dev, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    dev.STAMP.write_text(json.dumps({"fingerprint": dev.fingerprint(), "extras": ["heic"]}), encoding="utf-8")
    return tmp_path


@pytest.fixture
def commands(monkeypatch):
    """Every command dev.py would run, none of them run; all succeed."""
    ran = []

    def record(command, *, quiet=False):
        ran.append(" ".join(str(word) for word in command))
        return 0

    monkeypatch.setattr(dev, "call", record)
    return ran


def test_a_second_run_installs_nothing(checkout, commands):
    dev.need_libraries("heic")
    assert commands == []


def test_a_changed_dependency_is_installed(checkout, commands):
    project = checkout / "pyproject.toml"
    text = project.read_text(encoding="utf-8")
    project.write_text(text.replace('"lxml>=', '"lxml!=0.0.1,>='), encoding="utf-8")
    dev.need_libraries("heic")
    assert any("pip install" in command for command in commands)
    commands.clear()
    dev.need_libraries("heic")
    assert commands == [], "and only once"


def test_a_changed_lint_rule_installs_nothing(checkout, commands):
    project = checkout / "pyproject.toml"
    text = project.read_text(encoding="utf-8")
    project.write_text(text.replace("line-length = 110", "line-length = 100"), encoding="utf-8")
    dev.need_libraries("heic")
    assert commands == []


def test_testing_after_running_adds_the_tools_and_keeps_the_rest(checkout, commands):
    dev.need_libraries("test")
    assert commands[-1].endswith(".[heic,test]")


def test_a_failed_installation_is_tried_again_next_time(checkout, monkeypatch):
    monkeypatch.setattr(dev, "call", lambda command, **_: 1 if "install" in command else 0)
    dev.STAMP.unlink()
    for _ in range(2):
        with pytest.raises(dev.Trouble, match="network"):
            dev.need_libraries("heic")


def test_without_the_right_to_install_the_one_command_is_named(monkeypatch):
    monkeypatch.setattr(dev, "root_prefix", lambda: None)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(dev.Trouble) as trouble:
        dev.apt_install(["libgl1", "libegl1"])
    assert str(trouble.value).endswith("sudo apt-get install --no-install-recommends libegl1 libgl1")


def test_the_package_lists_are_fetched_where_the_first_try_fails(monkeypatch):
    ran = []

    def call(command, *, quiet=False):
        verb = command[command.index("-q") + 1]
        ran.append(verb)
        return 0 if "update" in ran else 100

    monkeypatch.setattr(dev, "call", call)
    monkeypatch.setattr(dev, "root_prefix", list)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    dev.apt_install(["libgl1"])
    assert ran == ["install", "update", "install"]


def test_a_library_that_is_not_there_is_noticed():
    missing = dev.absent({"libnowhere-at-all.so.9": "libnowhere9"}, {"no-such-program": "nothing"})
    assert missing == {"libnowhere-at-all.so.9": "libnowhere9", "no-such-program": "nothing"}


def test_the_sample_project_is_built_once_in_the_users_folder(tmp_path, monkeypatch, commands):
    monkeypatch.setattr(dev, "data_folder", lambda: tmp_path / "new" / "workbench")
    sample = dev.sample_project()
    assert sample.parent.is_dir()
    assert re.search(r"-m workbench sample .*Sample\.factcheck", commands[0])
    sample.touch()
    commands.clear()
    assert dev.sample_project() == sample
    assert commands == []


@pytest.mark.skipif(sys.platform == "win32", reason="a file named only by the system elsewhere")
def test_the_users_folder_follows_the_desktops_rule(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert dev.data_folder() == tmp_path / "workbench"


def test_an_unknown_word_is_wrong_usage(capsys):
    assert dev.main(["fly"]) == 2
    assert "dev.py run|test" in capsys.readouterr().err


def test_make_knows_every_word_of_dev():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert targets is not None
    words = set(targets[1].split())
    usage = re.search(r"dev\.py ([\w|]+)", dev.__doc__ or "")
    assert usage is not None
    assert words == set(usage[1].split("|"))
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").count("make test") == 1
