"""What crosses the network: style sheets and scripts go compressed, pages do not.

A page holds what its reader typed beside what is secret (form tokens): compressed together, the length of the answer would
tell of the secret (the BREACH attack, Gluck, Harris and Prado 2013). Style sheets and scripts hold neither, and are most of
what a telephone loads.
"""

from flask import Flask, Response
from flask_compress import Compress

COMPRESSED = ("text/css", "text/javascript", "application/javascript", "image/svg+xml")


def set_up_weight(app: Flask) -> None:
    """Send static files compressed to whoever can read them."""
    app.config["COMPRESS_MIMETYPES"] = list(COMPRESSED)
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    app.config["COMPRESS_ALGORITHM_STREAMING"] = ["br"]
    Compress(app)
    # Registered after it and so asked before it.
    app.after_request(close_the_file_too)


def close_the_file_too(response: Response) -> Response:
    """Have the file behind an answer closed with it: packing puts something else in its place, which closes nothing."""
    if close := getattr(response.response, "close", None):
        response.call_on_close(close)
    return response
