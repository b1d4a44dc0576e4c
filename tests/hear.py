"""A trial with a real screen reader: Orca says the pages in Firefox or Chromium, and what it says is written down.

`.venv/bin/python tests/hear.py firefox [WALK...] > tests/heard/firefox.md`, by hand; README says what it
needs. `walks.toml` says which keys are struck on which page. The speech is what Orca hands to a synthesiser
(the lines SPEECH OUTPUT of its log); there is none here: the words are exact, how they sound and how long
they last are not known. « ✂ » ends what Orca cut at once for something else.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from contextlib import ExitStack
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a script, from any folder

from conftest import serving

HEARD = Path(__file__).parent / "heard"
STOP = "arrêt du serveur"
STILL_S, MOST_S, CUT_S = 1.0, 30, 0.3
SCREEN = "1280x1000x24"
PREFERENCES = {
    "accessibility.force_disabled": -1,
    "browser.shell.checkDefaultBrowser": False,
    "browser.aboutwelcome.enabled": False,
    "browser.translations.automaticallyPopup": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "intl.locale.requested": "fr",
    "intl.accept_languages": "fr-FR,fr",
}
SETTINGS = """
from orca import debug, settings
settings.sayAllOnLoad = False
debug.debugFile.reconfigure(line_buffering=True)
"""
SPEECH = re.compile(
    r"^(?P<at>[\d:.]+) - (?:SPEECH OUTPUT: '(?P<said>.*(?:\n {18}.*)*?)'(?: voice=\w+)?(?:\{.*)?"
    r"|DEFAULT: Interrupting presentation)$",
    re.M,
)


def browser(name: str, home: Path) -> list[str]:
    """Return the command of a browser with a new profile, its accessibility tree on."""
    if name == "firefox":
        profile = home / "firefox"
        profile.mkdir()
        lines = [
            f"user_pref({key!r}, {str(value).lower() if isinstance(value, bool) else repr(value)});"
            for key, value in PREFERENCES.items()
        ]
        (profile / "user.js").write_text("\n".join(lines), "utf-8")
        return ["firefox-esr", "--no-remote", "--profile", profile, "about:blank"]
    unlocked = ["--no-sandbox"] if os.getuid() == 0 else []
    options = ["--force-renderer-accessibility", "--no-first-run", "--lang=fr", "--disable-gpu"]
    return ["chromium", *unlocked, *options, f"--user-data-dir={home}/chromium", "about:blank"]


class Desk:
    """A screen without a screen: a display, a bus, a window manager, Orca, a browser."""

    def __init__(self, stack: ExitStack, name: str, home: Path):
        self.stack, self.log = stack, home / "orca.log"
        self.env = os.environ | {
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home),
            "LANG": "fr_FR.UTF-8",
            "LC_ALL": "fr_FR.UTF-8",
            "LANGUAGE": "fr",
            "GNOME_ACCESSIBILITY": "1",
            "ACCESSIBILITY_ENABLED": "1",
        }
        settings = home / ".local/share/orca/orca-customizations.py"
        settings.parent.mkdir(parents=True)
        settings.write_text(SETTINGS, "utf-8")
        shown = self.start(
            "Xvfb", "-displayfd", "1", "-screen", "0", SCREEN, stdout=subprocess.PIPE
        )
        self.env["DISPLAY"] = f":{shown.stdout.readline().decode().strip()}"
        bus = self.start(
            "dbus-daemon", "--session", "--nofork", "--print-address", stdout=subprocess.PIPE
        )
        self.env["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        self.start("openbox")
        self.start("/usr/libexec/at-spi-bus-launcher", "--launch-immediately")
        time.sleep(1)
        orca = self.start("orca", "--disable", "key-echo", f"--debug-file={self.log}")
        self.listen(0)
        if orca.poll() is not None:
            sys.exit("Orca s’est arrêté : un autre est déjà en marche, ou il manque un paquet")
        self.start(*browser(name, home))
        time.sleep(5)
        self.listen(0)

    def start(self, *command, **streams):
        process = subprocess.Popen(
            command,
            env=self.env,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **{"stdout": subprocess.DEVNULL} | streams,
        )
        self.stack.callback(process.wait)
        self.stack.callback(os.killpg, process.pid, signal.SIGKILL)
        return process

    def size(self) -> int:
        return self.log.stat().st_size if self.log.exists() else 0

    def listen(self, start: int) -> list[str]:
        """Return what was said after a place of the log, once it is still."""
        began = since = time.monotonic()
        last = self.size()
        while (now := time.monotonic()) - since < STILL_S and now - began < MOST_S:
            time.sleep(0.1)
            if self.size() != last:
                last, since = self.size(), time.monotonic()
        with self.log.open("rb") as file:
            file.seek(start)
            written = file.read().decode("utf-8", "replace")
        heard = []
        for line in SPEECH.finditer(written):
            hour, minute, second = line["at"].split(":")
            at = 3600 * int(hour) + 60 * int(minute) + float(second)
            if line["said"] is not None:
                heard.append((at, re.sub(r"\n *", " ", line["said"]).strip()))
            elif heard and at - heard[-1][0] < CUT_S and not heard[-1][1].endswith("✂"):
                heard[-1] = (at, f"{heard[-1][1]} ✂")
        return [said for _, said in heard if said]

    def strike(self, key: str) -> list[str]:
        """Strike a key as xdotool names it, type a « text », or wait « 5 s »; return what is said."""
        start = self.size()
        if key.startswith("«"):
            self.run("type", "--delay", "60", key.strip("«» "))
        elif key.endswith(" s"):
            time.sleep(float(key[:-2]))
        else:
            self.run("key", key)
        return self.listen(start)

    def run(self, *words):
        subprocess.run(["xdotool", *words], env=self.env, check=True)

    def open(self, address: str) -> list[str]:
        """Open an address as a reader does, and go to its beginning; return what is said."""
        self.strike("ctrl+l")
        self.run("type", "--delay", "5", address)
        start = self.size()
        self.run("key", "Return")
        time.sleep(4)
        return self.listen(start)


def version(program: str) -> str:
    return subprocess.check_output([program, "--version"], text=True).strip()


def main(name: str, *wanted: str) -> None:
    programs = version({"firefox": "firefox-esr"}.get(name, name))
    print(f"# Orca {version('orca')}, {programs}, {date.today()}")
    walks = tomllib.loads((HEARD / "walks.toml").read_text("utf-8"))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, ExitStack() as stack:
        desk = Desk(stack, name, Path(home))
        for title in wanted or walks:
            page, steps = walks[title]["page"], walks[title]["steps"]
            print(f"\n## {title}\n\nPage `/{page}`\n")
            with ExitStack() as server:
                desk.open(server.enter_context(serving()) + page)
                for step in steps:
                    key, _, times = step.partition(" × ")
                    for _ in range(int(times or 1)):
                        said = server.close() or [] if key == STOP else desk.strike(key)
                        print(f"- `{key}` {' · '.join(said)}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
