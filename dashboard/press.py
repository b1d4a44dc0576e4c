"""A press: a process of its own that sets pages with Typst, one after the other, for `pressroom`.

`python press.py ROOT FONTS FAMILY WEIGHTS IDLE_S PAGE_S` reads from its standard input, as often as
asked, one line of JSON (`kind`, `ppi`, `timestamp`, `bytes`) and as many bytes of a sheet; it writes
one line (`bytes`, `error`) and as many bytes of a file. It ends when its input does, that is with its
server, however that ended: so the signals that stop a whole group at once are left to the server.
"""

import json
import signal
import sys
from pathlib import Path

import typst

SHEET = "feuille.typ"


def main(root: str, folder: str, family: str, weights: str, idle_s: str, page_s: str) -> None:
    """Set pages until there are no more, none came for a while, or one takes too long."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    sheet = Path(root) / SHEET
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )
    found = {str(font.weight) for font in fonts.fonts() if font.family == family}
    missing = ", ".join(weight for weight in weights.split(",") if weight not in found)
    fault = f"police {family}, graisses {missing} absentes de {folder}" if missing else ""
    if not sheet.is_file():
        fault = f"gabarit {sheet} absent"
    compiler = None if fault else typst.Compiler(sheet, root=root, font_paths=fonts)
    while True:
        signal.alarm(int(idle_s))  # nobody catches it: the system then ends the process
        if not (line := sys.stdin.buffer.readline()):
            return
        asked = json.loads(line)
        page = sys.stdin.buffer.read(asked["bytes"]).decode()
        signal.alarm(int(page_s))
        content, said = b"", fault
        try:
            if compiler:
                content = compiler.compile(
                    format=asked["kind"],
                    ppi=float(asked["ppi"]),
                    sys_inputs={"feuille": page},
                    timestamp=asked["timestamp"],
                )
        except typst.TypstError as error:
            said = str(error)
        answer = json.dumps({"bytes": len(content), "error": said})
        sys.stdout.buffer.write(f"{answer}\n".encode() + content)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
