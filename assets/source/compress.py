"""Compress the largest files of the page as well as can be: `python assets/source/compress.py`.

Writes `assets/compresses/<fingerprint>.br`, and takes away those of other versions. To be run when plotly.js or
Dash changes: a test says so.
"""

import sys
from hashlib import sha256
from pathlib import Path

import brotli

sys.path.insert(0, str(Path(__file__).parents[2]))  # run as a script, from any folder

from dashboard.app import create_app
from dashboard.site import BUNDLE, COMPRESSED, PLOTLY

ROOT = Path(__file__).parents[2]


def main():
    """Write the files."""
    site = create_app()
    folder = (ROOT / COMPRESSED).parent
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for file in (PLOTLY, BUNDLE):
        body = site.served(f"/{file}")
        fingerprint = sha256(body).hexdigest()[:12]
        (ROOT / COMPRESSED.format(fingerprint)).write_bytes(brotli.compress(body, quality=11))


if __name__ == "__main__":
    main()
