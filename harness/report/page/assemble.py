#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Puts report.html together, without its data.

    assemble.py OUT

page.html, with page.css, the libraries and our scripts in it, and a Content-Security-Policy that
allows just these: the style and the script are named by their hashes. Data comes where <!--DATA--> is.
"""
import base64
import hashlib
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
SHARE = pathlib.Path("/usr/share/nodejs")
D3 = "array collection color format interpolate time time-format scale selection axis"
PRISM = ("core clike c cpp python java javascript typescript go rust csharp kotlin haskell ocaml "
         "ruby perl lua")
OWN = "text data highlight chart overview clusters rates tasks measures table details main"
LIBRARIES = ([SHARE / "internmap/dist/internmap.min.js"] +
             [SHARE / f"d3-{name}/dist/d3-{name}.min.js" for name in D3.split()] +
             [SHARE / f"prismjs/components/prism-{name}.min.js" for name in PRISM.split()])


def read(path):
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        sys.exit(f"{path} is missing: `make deps` installs it")


def libraries():
    """Prism looks for sources in the page by itself, unless it is told not to."""
    return "\n".join(["window.Prism = { manual: true };"] + [read(path) for path in LIBRARIES])


def own():
    texts = [read(HERE / f"{name}.js") for name in OWN.split()]
    return "(() => {\n\"use strict\";\n" + "\n".join(texts) + "})();"


def source_hash(text):
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return "'sha256-" + base64.b64encode(digest).decode() + "'"


def embeddable(name, text):
    """What would end the element that the text is in, or begin a comment there."""
    for mark in ("</script", "</style", "<!--"):
        if mark in text.lower():
            sys.exit(f"{name}: {mark} cannot stand in a page")
    return text


def main():
    css = embeddable("page.css", read(HERE / "page.css"))
    script = embeddable("scripts", libraries() + "\n" + own())
    page = read(HERE / "page.html")
    page = page.replace("@STYLE_HASH@", source_hash(css)).replace("@SCRIPT_HASH@", source_hash(script))
    page = page.replace("@LICENCES@", read(HERE / "licences.txt"))
    page = page.replace("@STYLE@", css).replace("@SCRIPT@", script)
    pathlib.Path(sys.argv[1]).write_text(page, encoding="utf-8")


main()
