"""The server: where it listens, what it answers, and that it asks nobody for anything."""

import gzip
import http.client
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from committee.errors import UsageRefused
from viz.server import listen
from viz.shelf import digest_of


def ask(window, path, **headers):
    """Status, headers and bytes of one answer; nothing is decoded or followed."""
    connection = http.client.HTTPConnection("127.0.0.1", window.port, timeout=30)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


def digest(folder: Path, name: str) -> str:
    return digest_of((folder / name).read_bytes())


# --- where it listens


def test_listens_on_this_machine_only():
    with listen(0, strict=True) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"


def test_a_busy_port_gives_the_next_free_one():
    with listen(0, strict=True) as taken:
        port = taken.getsockname()[1]
        with listen(port, strict=False) as other:
            assert other.getsockname()[1] != port


def test_a_busy_port_is_refused_where_it_must_be_that_one():
    with listen(0, strict=True) as taken, pytest.raises(UsageRefused, match="is not allowed"):
        listen(taken.getsockname()[1], strict=True)


@pytest.mark.parametrize("port", [-1, 65536, 10**9])
def test_a_port_that_is_none_is_refused(port):
    with pytest.raises(UsageRefused, match="0 to 65535"):
        listen(port, strict=False)


def test_a_season_is_served_from_its_page_and_takes_in_no_other_recording(tmp_path, capsys, monkeypatch):
    from tests.committee.archive.seasoned import hold
    from viz import server

    hold(tmp_path / "season", 1)
    monkeypatch.setattr(server, "run", lambda _, listening: listening.close())
    for path in (tmp_path / "season", tmp_path):
        server.serve([path], port=0, strict_port=True, open_browser=False)
    first, second = capsys.readouterr().out.splitlines()
    assert "/season  (" in first
    assert "/  (" in second
    assert [server.folder_for_new([path]) for path in (tmp_path / "season", tmp_path)] == [None, tmp_path]


def test_a_path_that_is_not_there_is_refused_before_anything_listens(tmp_path, capsys):
    from viz.server import serve

    with pytest.raises(UsageRefused, match="nowhere"):
        serve([tmp_path / "nowhere"], port=0, strict_port=True, open_browser=False)
    assert capsys.readouterr().out == ""


def test_the_address_is_printed_on_one_flushed_line_before_solara_is_loaded(tmp_path):
    program = (
        "import sys, viz.server, pathlib\n"
        "viz.server.run = lambda context, listening: print('solara' in sys.modules, 'mesa' in sys.modules)\n"
        f"viz.server.serve([pathlib.Path({str(tmp_path)!r})], port=0, strict_port=True, open_browser=False)\n"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    line, loaded = said.stdout.splitlines()
    assert "http://127.0.0.1:" in line
    assert loaded == "False False"


def test_serve_prints_listens_and_ends_quietly_when_interrupted(shelf_folder):
    program = (
        "import sys, pathlib; from viz.server import serve; "
        "serve([pathlib.Path(sys.argv[1])], port=0, strict_port=True, open_browser=False)"
    )
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", program, str(shelf_folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    address = next(word for word in process.stdout.readline().split() if word.startswith("http"))
    port = int(address.rstrip("/").rsplit(":", 1)[1])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/")
    assert connection.getresponse().status == 200
    process.send_signal(2)
    said, errors = process.communicate(timeout=20)
    assert (process.returncode, said, errors) == (0, "", "")


# --- what it answers


def test_a_recording_comes_gzipped_under_its_digest_and_only_once(window, shelf_folder):
    name = digest(shelf_folder, "whole.jsonl")
    status, headers, body = ask(window, f"/recordings/{name}.json")
    assert (status, headers["ETag"], headers["Content-Encoding"]) == (200, f'"{name}"', "gzip")
    assert "immutable" in headers["Cache-Control"]
    assert gzip.decompress(body) == (shelf_folder / "whole.jsonl").read_bytes()
    status, headers, body = ask(window, f"/recordings/{name}.json", **{"If-None-Match": f'"{name}"'})
    assert (status, body, headers["ETag"]) == (304, b"", f'"{name}"')


def test_a_zipped_recording_is_passed_on_as_it_is(opened, tmp_path, made_up):
    text = made_up(rows=3).encode()
    path = tmp_path / "zipped.jsonl.gz"
    path.write_bytes(gzip.compress(text, mtime=0))
    window = opened(path)
    _, headers, body = ask(window, f"/recordings/{digest_of(path.read_bytes())}.json")
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == text


@pytest.mark.parametrize("name", ["0" * 20, "..", "%2e%2e%2fetc%2fpasswd", "x.json"])
def test_a_digest_that_nothing_has_is_a_sentence(window, name):
    status, _, body = ask(window, f"/recordings/{name}.json")
    assert status == 404
    assert b"Traceback" not in body


@pytest.mark.parametrize("name", ["newer.jsonl", "corrupt.jsonl", "foreign.jsonl"])
def test_a_file_that_cannot_be_watched_says_why(window, shelf_folder, name):
    status, _, body = ask(window, f"/recordings/{digest(shelf_folder, name)}.json")
    assert status == 404
    assert body.decode().startswith(name)


def test_a_recording_that_is_only_cut_off_is_served(window, shelf_folder):
    assert ask(window, f"/recordings/{digest(shelf_folder, 'cut.jsonl')}.json")[0] == 200


def test_the_stage_and_our_components_are_served_as_modules(window):
    for path in ("/stage/stage.js", "/components/stage_view.js", "/components/change_form.js"):
        status, headers, _ = ask(window, path)
        assert (status, headers["Cache-Control"]) == (200, "no-cache")
        assert "javascript" in headers["Content-Type"]


def test_python_files_are_not_served(window):
    for path in ("/components/modules.py", "/stage/../server.py", "/components/..%2fserver.py"):
        assert b"import" not in ask(window, path)[2]


def test_a_missing_file_of_the_front_end_is_missing_and_not_fetched(window):
    before = window.asked()
    assert ask(window, "/_solara/cdn/left-pad@1.0.0/index.js")[0] == 404
    assert window.asked() == before == []


def test_an_unknown_page_is_a_sentence_that_leads_home(window):
    status, _, body = ask(window, "/no/such/<page>")
    assert status == 404
    assert b"There is no page at" in body
    assert b"<page>" not in body
    assert b'href="/"' in body


def test_figures_about_sessions_are_closed(window):
    assert ask(window, "/resourcez")[0] == 404
    assert ask(window, "/resourcez?verbose")[0] == 404


def test_the_page_has_a_language_a_zoomable_viewport_and_no_foreign_address(window):
    page = ask(window, "/")[2].decode()
    assert '<html lang="en">' in page
    assert "user-scalable=no" not in page
    assert "maximum-scale" not in page
    assert 'theme.variant = "auto"' in page
    assert "cdn.jsdelivr" not in page
    assert "mixpanel" not in page


def test_one_file_alone_opens_on_its_replay_at_the_moment_asked_for(opened, tmp_path, made_up):
    path = tmp_path / "alone.jsonl"
    path.write_text(made_up(rows=3), encoding="utf-8")
    status, headers, _ = ask(opened(path), "/?row=2&t=5")
    assert (status, headers["Location"]) == (307, f"/replay/{digest_of(path.read_bytes())}?row=2&t=5")


# --- whom it answers


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1.evil.example:{port}", "0.0.0.0:{port}"]
)
def test_a_name_made_to_point_here_is_refused(window, host):
    assert ask(window, "/", Host=host.format(port=window.port))[0] == 403


@pytest.mark.parametrize(("origin", "status"), [("http://evil.example", 403), ("http://127.0.0.1:{port}", 101)])
def test_a_socket_opened_by_another_site_is_refused(window, origin, status):
    request = (
        f"GET /jupyter/api/kernels/k/channels?session_id=s HTTP/1.1\r\nHost: 127.0.0.1:{window.port}\r\n"
        f"Origin: {origin.format(port=window.port)}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", window.port), timeout=30) as connection:
        connection.sendall(request.encode())
        assert f" {status} " in connection.recv(200).decode().splitlines()[0]


def test_many_at_once_are_all_answered(window, shelf_folder):
    path = f"/recordings/{digest(shelf_folder, 'whole.jsonl')}.json"
    statuses = []
    askers = [threading.Thread(target=lambda: statuses.append(ask(window, path)[0])) for _ in range(20)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert statuses == [200] * 20
