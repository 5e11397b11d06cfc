"""Serves the peer's page from build/peer/site and keeps count of what it sends. usage: serve.py FOLDER SENT

Prints its address. It stands for the centre's web server and is not counted as the peer's.
"""
import functools
import http.server
import sys


class Handler(http.server.SimpleHTTPRequestHandler):
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}

    def end_headers(self):
        if self.command == "GET" and not self.path.endswith("/"):
            self.send_header("Cache-Control", "max-age=86400")  # a visit fetches nothing twice
        super().end_headers()

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with open(sys.argv[2], "ab") as sent:
            sent.write(body.replace(b"\n", b" ") + b"\n")
        self.send_response(201)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=sys.argv[1]))
print(f"http://127.0.0.1:{server.server_port}/", flush=True)
server.serve_forever()
