"""A larger judge on loopback: it may only choose among kinds, and must quote."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from onrecord.comparison.judge import OPINIONS, Endpoint, judged
from onrecord.errors import JudgeError
from tests.speech import minister, said

THEN = said("a1", minister("a1"), "there is no deal on the mine", on="2022-01-05")
NOW = said("a2", minister("a2"), "the deal on the mine was signed", on="2023-01-05")
GOOD = {"kind": "shifts", "earlier": "no deal", "later": "deal on the mine was signed"}


class Model(HTTPServer):
    """A server that keeps what it was asked and gives the answer it was told to give."""

    answer: bytes = b""
    status: int = 200
    asked: list[dict]


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append({"path": self.path, **json.loads(body)})
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, *_):
        pass


@pytest.fixture
def model() -> Iterator[Model]:
    with Model(("127.0.0.1", 0), Handler) as server:
        server.asked = []
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def answering(model: Model, content: object) -> Endpoint:
    text = content if isinstance(content, str) else json.dumps(content)
    model.answer = json.dumps({"choices": [{"message": {"content": text}}]}).encode()
    return Endpoint(f"http://127.0.0.1:{model.server_port}/v1", "a model")


def test_it_chooses_a_kind_and_quotes_both_sides(model):
    opinion = judged(answering(model, GOOD), THEN, NOW)
    assert (opinion.kind, opinion.earlier, opinion.by) == ("shifts", "no deal", "a model")
    (asked,) = model.asked
    assert asked["path"] == "/v1/chat/completions"
    assert [side["words"] for side in json.loads(asked["messages"][1]["content"])] == [
        THEN.words,
        NOW.words,
    ]


@pytest.mark.parametrize("kind", OPINIONS)
def test_every_kind_and_none_may_be_chosen(model, kind):
    assert judged(answering(model, {**GOOD, "kind": kind}), THEN, NOW).kind == kind


@pytest.mark.parametrize(
    "content",
    [
        {**GOOD, "kind": "lies"},
        {**GOOD, "earlier": "a secret deal"},
        {**GOOD, "later": ""},
        {**GOOD, "later": "deal"},
        {**GOOD, "later": ["deal on the mine"]},
        {"kind": "shifts"},
        ["shifts"],
        "The two statements plainly contradict each other.",
    ],
)
def test_what_it_may_not_say_is_no_opinion(model, content):
    with pytest.raises(JudgeError):
        judged(answering(model, content), THEN, NOW)


@pytest.mark.parametrize("answer", [b"", b"{}", b"[" * 100_000, b"x" * (2 << 20), b"\xff"])
def test_a_broken_answer_is_no_opinion(model, answer):
    endpoint = answering(model, GOOD)
    model.answer = answer
    with pytest.raises(JudgeError):
        judged(endpoint, THEN, NOW)


@pytest.mark.parametrize("status", [302, 404, 500])
def test_it_is_followed_nowhere_else(model, status):
    endpoint = answering(model, GOOD)
    model.status = status
    with pytest.raises(JudgeError):
        judged(endpoint, THEN, NOW)
    assert len(model.asked) == 1


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1", "http://127.0.0.1:9"])
def test_only_a_web_address_that_answers_is_asked(url):
    with pytest.raises(JudgeError, match=url):
        judged(Endpoint(url, "a model"), THEN, NOW)
