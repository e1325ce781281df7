"""Brings a browser and CJK fonts for the tests, without root and without touching the system.

``python tests/setup/browser.py`` prepares it ahead of the tests and prints where it stands.
A Chromium or Chrome on the PATH is used as it is. Where there is none, Debian's packages are
downloaded (apt checks their signatures) and unpacked into a cache folder. Fonts likewise.
"""

import fcntl
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

FLAGS = (
    "--headless",
    "--no-sandbox",  # tests run as root in containers, and open only our own pages
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FONT_PACKAGE = "fonts-noto-cjk"  # Chinese and Hangul in two weights
FONT_FAMILY = "Noto Sans CJK SC"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_STAMP = "complete"


class SetupError(Exception):
    """The browser could not be brought; the message says what to do by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserSetup:
    executable: Path
    environment: Mapping[str, str]  # for the browser's process
    font_folder: Path | None  # holds CJK fonts; None where the system has its own


def prepare() -> BrowserSetup:
    """Find or bring what is missing; a second call in any process finds the cache.

    Raises SetupError. Takes a minute or two and about 1 GB of disk the first time.
    """
    browser, fonts = _on_path(), _system_has_cjk_fonts()
    missing = [*([] if browser else ["chromium"]), *([] if fonts else [FONT_PACKAGE])]
    if not missing:
        return BrowserSetup(
            executable=Path(str(browser)), environment=dict(os.environ), font_folder=None
        )
    folder = _cache_folder() / "-".join(missing)
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder / "lock"):
        if not (folder / _STAMP).exists():
            _bring(missing, folder)
            (folder / _STAMP).touch()
    return _described(folder, browser, fonts)


def _described(folder: Path, browser: Path | None, fonts: bool) -> BrowserSetup:
    root = folder / "root"
    environment = dict(os.environ) | {"FONTCONFIG_FILE": str(_fontconfig(folder))}
    if browser is None:
        libraries = sorted({str(path.parent) for path in root.rglob("*.so*")})
        known = os.environ.get("LD_LIBRARY_PATH")
        environment["LD_LIBRARY_PATH"] = ":".join([*libraries, *([known] if known else [])])
    return BrowserSetup(
        executable=browser or root / "usr/lib/chromium/chromium",
        environment=environment,
        font_folder=None if fonts else root / "usr/share/fonts",
    )


def _on_path() -> Path | None:
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return Path(found) if found else None


def _system_has_cjk_fonts() -> bool:
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    return all(_run([lister, f":lang={code}"]).strip() for code in ("zh-cn", "ko"))


def _cache_folder() -> Path:
    chosen = os.environ.get("VOC_TEST_CACHE")
    base = Path(chosen) if chosen else Path.home() / ".cache" / "voc-tests"
    release = "unknown"
    if Path("/etc/os-release").exists():
        system = platform.freedesktop_os_release()
        release = f"{system.get('ID', 'linux')}-{system.get('VERSION_ID', 'rolling')}"
    # Packages of one release do not run on another.
    return base.resolve() / f"browser-{release}-{platform.machine()}"


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _bring(packages: Sequence[str], folder: Path) -> None:
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise SetupError(
            f"The browser tests need {' and '.join(packages)}, and this system has no apt to "
            "bring them. Install Chromium (or Chrome) and Noto Sans CJK and run again."
        )
    archives, root = folder / "archives", folder / "root"
    for path in (archives, root):
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
    apt = _apt(folder)
    _run([*apt, "update"], check=False)  # a third-party source that is down must not stop us
    wanted = _closure(_run([*apt, "-s", "install", "--no-install-recommends", *packages]))
    _run([*apt, "download", *wanted], cwd=archives)
    for archive in sorted(archives.glob("*.deb")):
        _run(["dpkg-deb", "-x", str(archive), str(root)])
    shutil.rmtree(archives)


def _apt(folder: Path) -> list[str]:
    """apt-get that reads the system's sources and writes only into ``folder``."""
    for part in ("lists/partial", "cache/archives/partial"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    return [
        "apt-get",
        "-q",
        f"-oDir::State::lists={folder / 'lists'}",
        f"-oDir::Cache={folder / 'cache'}",
        "-oDebug::NoLocking=1",
        "-oAPT::Sandbox::User=",  # the folder is the user's own, not one of _apt's
        "-oAcquire::Retries=3",
    ]


def _closure(simulation: str) -> list[str]:
    """``name=version`` of everything the simulated installation would add."""
    found = re.findall(r"^Inst (\S+) (?:\[\S+\] )?\((\S+)", simulation, re.MULTILINE)
    return [f"{name}={version}" for name, version in found]


def _fontconfig(folder: Path) -> Path:
    path = folder / "fonts.conf"
    text = (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>/usr/share/fonts</dir><dir>{folder / 'root/usr/share/fonts'}</dir>"
        f"<cachedir>{folder / 'fontcache'}</cachedir>"
        "<alias><family>sans-serif</family>"
        f"<prefer><family>{FONT_FAMILY}</family></prefer></alias></fontconfig>"
    )
    if not path.exists() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")
    return path


def _run(command: Sequence[str], *, check: bool = True, cwd: Path | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if check and done.returncode:
        raise SetupError(
            f"`{' '.join(command[:12])}` failed: {done.stderr.strip()[-600:]} Install Chromium and "
            "Noto Sans CJK by hand, or set VOC_TEST_CACHE to a folder where they were brought."
        )
    return done.stdout


if __name__ == "__main__":
    ready = prepare()
    sys.stdout.write(f"{ready.executable}\nfonts: {ready.font_folder or 'of the system'}\n")
