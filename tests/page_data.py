# SPDX-License-Identifier: MIT
"""The data of a report.html, read as its script reads it, and what a browser would make of the file."""
import base64
import json
import zlib
from html.parser import HTMLParser

DATA = {"application/json", "text/plain"}  # types of script elements that no browser runs


class Page(HTMLParser):
    """Every element of the file, the text of its script elements, and its data."""

    def __init__(self, path):
        super().__init__(convert_charrefs=False)
        self.elements, self.scripts, self.comments, self.policy = [], [], [], None
        self.values, self.blocks = {}, {}
        self.text = path.read_text()
        self.feed(self.text)
        self.close()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.elements.append((tag, attrs))
        if attrs.get("http-equiv") == "Content-Security-Policy":
            self.policy = attrs["content"]
        if tag == "script":
            self.scripts.append([attrs, ""])

    def handle_endtag(self, tag):
        if tag == "script":
            self.take(*self.scripts[-1])

    def handle_data(self, data):
        if self.scripts and self.cdata_elem == "script":
            self.scripts[-1][1] += data

    def handle_comment(self, data):
        self.comments.append(data)

    def take(self, attrs, text):
        if attrs.get("type") == "application/json":
            self.values[attrs["class"]] = json.loads(text)
        elif attrs.get("type") == "text/plain":
            values = json.loads(zlib.decompress(base64.b64decode(text)))
            known = self.blocks.setdefault(attrs["class"], [])
            assert len(known) == int(attrs["data-first"]), f"{attrs['class']}: {attrs['data-first']} after {len(known)}"
            known.extend(values)

    def running(self):
        """Scripts that a browser runs."""
        return [text for attrs, text in self.scripts if attrs.get("type") not in DATA]


def without_measures(text):
    """The file without the blocks in which times and memory are."""
    return "\n".join(line for line in text.split("\n") if 'class="measures"' not in line)
