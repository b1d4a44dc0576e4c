"""Compress the largest files of the page as well as can be: `python assets/source/compress.py`.

Writes `assets/compresses/<fingerprint>.br`, and takes away those of other versions. To be run when plotly.js or
Dash changes: a test says so.
"""

import sys
from pathlib import Path

import brotli

sys.path.insert(0, str(Path(__file__).parents[2]))  # run as a script, from any folder

from dashboard.app import create_app
from dashboard.site import COMPRESSED, LARGEST

ROOT = Path(__file__).parents[2]


def main():
    """Write the files."""
    site = create_app()
    folder = (ROOT / COMPRESSED).parent
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name in LARGEST:
        file, fingerprint = site.fingerprinted[name].split("?v=")
        packed = brotli.compress(site.served(f"/{file}"), quality=11)
        (ROOT / COMPRESSED.format(fingerprint)).write_bytes(packed)


if __name__ == "__main__":
    main()
