"""The system libraries that letters need: found, or installed where we may, or told in one line."""

import ctypes
import ctypes.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = (
    *("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz0b", "libharfbuzz-subset0"),
    *("libfontconfig1", "fonts-dejavu-core"),
)
_LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz", "harfbuzz-subset", "fontconfig")
_SONAMES = {"fontconfig": "libfontconfig.so.1"}
_FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts")


def missing() -> list[str]:
    """Name the libraries (and fonts) that cannot be loaded here."""
    absent = [name for name in _LIBRARIES if not _loads(name)]
    if not any(
        path.suffix in (".ttf", ".ttc", ".otf") for folder in _FONTS for path in Path(folder).rglob("*")
    ):
        absent.append("a font")
    return absent


def ensure() -> str:
    """Install what is missing where we are root on a Debian-like system; answer "" or what to do."""
    absent = missing()
    if not absent:
        return ""
    if sys.platform != "darwin" and os.geteuid() == 0 and shutil.which("apt-get"):
        sys.stdout.write(f"Installing what letters need: {', '.join(absent)}\n")
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *PACKAGES]):
            subprocess.run(["apt-get", *command], check=False, env=quiet, stdout=subprocess.DEVNULL)
        absent = missing()
        if not absent:
            return ""
    line = "brew install pango" if sys.platform == "darwin" else f"sudo apt-get install {' '.join(PACKAGES)}"
    return f"Letters cannot be written before these are there: {', '.join(absent)}. Run: {line}"


def _loads(name: str) -> bool:
    candidates = (_SONAMES.get(name, f"lib{name}.so.0"), ctypes.util.find_library(name))
    for candidate in filter(None, candidates):
        try:
            ctypes.CDLL(candidate)
        except OSError:
            continue
        return True
    return False
