"""pages_of.py PORTAL.DB APPLICATION.JSON: each paper the portal was told of, in order, with the sums of
the pictures that its file holds: pages of the PDF that it stored, or the file itself."""
import hashlib
import json
import subprocess
import sys


def stored(db, sha256):
    row = subprocess.run(["sqlite3", "-readonly", db, f"SELECT hex(bytes) FROM paper WHERE sha256='{sha256}'"],
                         capture_output=True, text=True, check=True)
    return bytes.fromhex(row.stdout.split("\n")[0])


def pictures(pdf):
    """The streams of the PDF that are JPEGs, in order."""
    at = 0
    while (at := pdf.find(b"/DCTDecode", at)) >= 0:
        begin = pdf.index(b"stream\r\n", at) + 8
        end = pdf.index(b"\nendstream", begin)
        picture = pdf[begin:end].rstrip(b"\r\n")
        if not (picture.startswith(b"\xff\xd8") and picture.endswith(b"\xff\xd9")):
            sys.exit("pages_of: a page of the PDF is no whole JPEG")
        yield hashlib.sha256(picture).hexdigest()
        at = end


def pages(db, paper):
    if paper.get("handed_in"):
        return "at the counter"
    file = stored(db, paper["sha256"])
    if hashlib.sha256(file).hexdigest() != paper["sha256"]:
        sys.exit("pages_of: the portal holds other bytes than it was told")
    if paper["type"] != "application/pdf":
        return paper["type"]
    if not file.startswith(b"%PDF-1.4") or file.count(b"/Type /Page\n") != paper["pages"]:
        sys.exit("pages_of: the PDF is no PDF 1.4 of so many pages")
    return " ".join(pictures(file))


record = json.load(open(sys.argv[2]))["applications"][0]["record"]
for paper in record["papers"]:
    print(paper["ref"].split("/")[-1] + ":", pages(sys.argv[1], paper))
