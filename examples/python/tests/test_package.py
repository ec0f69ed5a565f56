"""The stubs say what is there, and what is there says what it does."""

import doctest
import importlib.resources
import inspect
import subprocess
import sys

import pytest
import sladd


def test_the_package_is_typed():
    files = importlib.resources.files("sladd")
    assert (files / "py.typed").is_file() and (files / "_sladd.pyi").is_file()


def test_the_stubs_are_those_of_the_module(tmp_path):
    pytest.importorskip("mypy", reason="MYPY IS NOT INSTALLED: the stubs are not compared with the module")
    allowed = tmp_path / "allowed"
    # An attribute of the instance, which nothing at run time declares; how the module itself is made.
    allowed.write_text("sladd\\._sladd\\.PolicyError\\.(place|problem)\nsladd\\._sladd\\.__all__\n")
    done = subprocess.run(
        [sys.executable, "-m", "mypy.stubtest", "sladd._sladd", "--allowlist", allowed, "--ignore-unused-allowlist"],
        capture_output=True, text=True, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_adapters_check_under_strict_types(tmp_path):
    pytest.importorskip("mypy", reason="MYPY IS NOT INSTALLED: the adapters' types are not checked")
    use = tmp_path / "use.py"
    use.write_text(
        "import logging, sladd\n"
        "from sladd.logs import ScrubbingFilter\n"
        "scrubber: sladd.Scrubber = sladd.Scrubber(masker=sladd.Masker.partial())\n"
        "span: tuple[int, int] = scrubber.scrub('hei').findings[0].span\n"
        "logging.StreamHandler().addFilter(ScrubbingFilter(scrubber))\n"
        "scrubber.scrub(b'hei')  # type: ignore[arg-type]\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--warn-unused-ignores", "use.py"],
        capture_output=True, text=True, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_everything_has_a_docstring():
    for name in sladd.__all__:
        thing = getattr(sladd, name)
        if name == "__version__":
            continue
        assert thing.__doc__, name
        if inspect.isclass(thing):
            for member in vars(thing):
                if not member.startswith("_") and callable(getattr(thing, member)):
                    assert getattr(thing, member).__doc__, f"{name}.{member}"


def test_the_examples_in_the_docstring_hold():
    assert doctest.testmod(sladd).failed == 0
