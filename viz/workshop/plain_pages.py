"""Pages without a script: a phone that votes by a form, a console with buttons, a board that loads itself anew.

They are what a browser shows that runs no script, and what every page falls back on. Everything that comes from a file
or a person is escaped.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from html import escape
from typing import Any, Final
from urllib.parse import parse_qs

import segno
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from viz.sentences import sentence_page
from viz.workshop.deciding import WRONG_CODE
from viz.workshop.desk import Desk
from viz.workshop.guarding import A_DAY_S, NO_STORE, PHONE_COOKIE, is_host, new_secret
from viz.workshop.messages import Join, Move, Setting, Vote
from viz.workshop.served import served_of
from viz.workshop.shells import DATA_NOTE, mark_of, shell
from viz.workshop.speaking import body_of
from viz.workshop.views import board_view, host_view, phone_view

HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    # A form sends no origin from a page that says "no-referrer", and without its origin we refuse it.
    (b"referrer-policy", b"same-origin"),
)
"""What every answer of a workshop carries."""


def sentence(status: int, text: str) -> HTMLResponse:
    """A page that says one thing."""
    return sentence_page(status, text, way="", keep=False)


def leave_link() -> HTMLResponse:
    """Leads from a host link to the console, so that the link is neither in the address bar nor in the history.

    The page asks for the console itself: a browser that came here from another site sends our cookie only then.
    """
    text = '<!doctype html><html lang="en"><meta http-equiv="refresh" content="0;url=/host"><title>Host</title>'
    return HTMLResponse(text + '<p><a href="/host">Go on as a host</a></p></html>', headers=NO_STORE)


# --- phones


async def join_page(request: Request) -> Response:
    """The phone page: come in, or vote."""
    desk = served_of(request).desk
    client = request.cookies.get(PHONE_COOKIE, "")
    if client not in desk.room.animals:
        return _come_in(desk, request.query_params.get("c", ""))
    view = phone_view(desk.place, desk.around, client)
    mark = mark_of(desk.room)
    title, wait_s = view["session"]["title"], 0 if _is_asked(view) else 3
    return shell("phone", _phone(view), title=title, refresh_s=wait_s, client=client, session=mark)


async def join_form(request: Request) -> Response:
    """A phone comes in or votes by a form."""
    served = served_of(request)
    form = await form_of(request)
    client = request.cookies.get(PHONE_COOKIE, "")
    if "choice" in form:
        said = _vote_of(served.desk, client, form)
        answer = await served.desk.say(said) if said else {"type": "refused", "why": "This is not a vote."}
        return _back("/join") if answer["type"] == "ack" else sentence(409, str(answer["why"]))
    client = client if client in served.desk.room.animals else new_secret()
    answer = await served.desk.say(Join(v=1, type="join", client=client, code=form.get("code", "")[:20]))
    if answer["type"] == "refused":
        if answer["why"] == WRONG_CODE:
            await served.wrong_code(request)
        return _come_in(served.desk, "", str(answer["why"]))
    response = _back("/join")
    response.set_cookie(PHONE_COOKIE, client, max_age=A_DAY_S, httponly=True, samesite="lax", path="/")
    return response


async def form_of(request: Request) -> Mapping[str, str]:
    """The fields of a form; empty if it is too long or none."""
    body = await body_of(request)
    try:
        fields = parse_qs((body or b"").decode("ascii"), max_num_fields=10)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}


def _vote_of(desk: Desk, client: str, form: Mapping[str, str]) -> Vote | None:
    """The vote that a form casts, with a number above that of the vote that stands."""
    key = form.get("round", ""), form.get("ballot", "")
    standing = desk.room.votes.get(key, {}).get(client)
    fields = {"v": 1, "type": "vote", "client": client, "round": key[0], "ballot": key[1], "choice": form["choice"]}
    try:
        return Vote.model_validate({**fields, "n": standing.n + 1 if standing else 1})
    except ValueError:
        return None


def _come_in(desk: Desk, code: str, why: str = "") -> HTMLResponse:
    alert = f'<p role="alert">{escape(why)}</p>' if why else ""
    body = f"""<h1>{escape(desk.session.title)}</h1>{alert}
<form method="post" action="/join">
<label>Code on the board <input name="code" value="{escape(code)}" autocomplete="off" required maxlength="20"></label>
<button>Join</button></form>
<p>{escape(DATA_NOTE)}</p>"""
    mark = mark_of(desk.room)
    return shell("phone", body, title=desk.session.title, status=403 if why else 200, code=code, session=mark)


def _is_asked(view: Mapping[str, Any]) -> bool:
    return view["phase"] == "open" and any(question["mine"] is None for question in view["questions"])


def _phone(view: Mapping[str, Any]) -> str:
    title = f"<h1>{escape(view['step']['title'])}</h1>"
    parts = [f"<p>You are the {escape(view['animal'])}.</p>", title]
    parts += [_question(view, question) for question in view["questions"]]
    if view["result"]:
        parts.append(_result(view["result"]))
    if view["note"]:
        parts.append(f'<p role="status">{escape(view["note"])}</p>')
    if view["handout"]:
        parts.append('<p><a href="/handout.html">Read the handout</a></p>')
    return "\n".join(parts)


def _question(view: Mapping[str, Any], question: Mapping[str, Any]) -> str:
    mine = question["mine"]["choice"] if question["mine"] else None
    off = "" if view["phase"] == "open" and (mine is None or view["may_change"]) else " disabled"
    radios = "".join(
        f'<label><input type="radio" name="choice" required value="{escape(one["value"])}"'
        f"{' checked' if one['value'] == mine else ''}> {escape(one['label'])}</label>"
        for one in question["choices"]
    )
    hidden = "".join(f'<input type="hidden" name="{n}" value="{escape(question[n])}">' for n in ("round", "ballot"))
    done = '<p role="status">Your vote counts.</p>' if mine is not None else ""
    return (
        f'<form method="post" action="/join"><fieldset{off}><legend>{escape(question["question"])}</legend>'
        f"{hidden}{radios}<button>{'Change' if mine is not None else 'Vote'}</button></fieldset></form>{done}"
    )


def _result(result: Mapping[str, Any]) -> str:
    labels, before, after = {one["value"]: one["label"] for one in result["choices"]}, result["before"], result["after"]
    rows = "".join(
        f"<tr><th>{escape(label)}</th><td>{before.get(value, 0)}</td><td>{after.get(value, 0)}</td></tr>"
        for value, label in labels.items()
    )
    twins = {"If nobody remembers a past resident": result["null"], "If talk moves nobody": result["silent"]}
    null = "".join(f"<p>{words}: {escape(labels[tier])}</p>" for words, tier in twins.items() if tier in labels)
    return (
        f"<table><tr><th></th><th>before</th><th>after</th></tr>{rows}</table>"
        f"<p>The committee: <strong>{escape(labels.get(result['committee'], ''))}</strong></p>{null}"
        f"{''.join(f'<p>{escape(one)}</p>' for one in result['pivots'])}"
    )


# --- the board


def board_page(desk: Desk) -> HTMLResponse:
    """What the projector shows."""
    view = board_view(desk.place, desk.around)
    joined = f"<p>{view['joined']} are in. Voted: {_counts(view['voted'])}</p>" if view["joined"] is not None else ""
    row = f"<p>Row {view['number']}: {escape(view['name'])}</p>" if view["number"] else ""
    body = f"""<h1>{escape(view["step"]["title"])}</h1>{row}{joined}
<p>Join at <strong>{escape(view["join_url"])}</strong> with the code <strong>{escape(view["code"])}</strong></p>
{qr(view["join_url"])}
{f"<p>The handout: <strong>{escape(view['handout'])}</strong></p>" if view["handout"] else ""}
{_result(view["result"]) if view["result"] else ""}"""
    return shell("board", body, title=view["session"]["title"], refresh_s=2, qr_html=qr(view["join_url"]))


def qr(address: str) -> str:
    """``address`` as a QR code, a picture in HTML."""
    out = io.BytesIO()
    segno.make(address or "-", error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=False, omitsize=True, title="The address to join", border=4
    )
    return out.getvalue().decode()


def _counts(voted: Mapping[str, int]) -> str:
    return escape(", ".join(f"{ballot} {count}" for ballot, count in voted.items()) or "nobody yet")


# --- the console


def host_page(desk: Desk) -> HTMLResponse:
    """What a host sees."""
    view = host_view(desk.place, desk.around)
    at = view["step"]["index"]
    buttons = "".join(
        f'<button name="do" value="{name}">{name.replace("_", " ").capitalize()}</button>'
        for name in view["commands"]
        if name in _MOVES
    )
    switches = "".join(_switch(name, on=bool(on)) for name, on in view["settings"].items())
    advice = "".join(f'<p role="alert">{escape(one)}</p>' for one in view["advice"])
    body = f"""<h1>{at + 1} of {view["step"]["of"]}: {escape(view["step"]["title"])} ({view["phase"]})</h1>{advice}
<p>{view["joined"]} are in, {view["here"]} connected. Voted: {_counts(view["voted"])}</p>
<p>{escape(view["notes"])}</p>
<form method="post" action="/host"><input type="hidden" name="at" value="{at}"><p>{buttons}</p><p>{switches}</p></form>
<p><a href="/votes.csv">Every vote (CSV)</a> <a href="/handout.html">Handout</a>
<a href="/follow_up.html">Sheet for two weeks later</a></p>
{_result(view["result"]) if view["result"] else ""}"""
    return shell("host", body, title=view["session"]["title"], refresh_s=5)


def _switch(name: str, *, on: bool) -> str:
    now, then = ("on", "off") if on else ("off", "on")
    return f'<button name="do" value="{name}:{then}">{name.replace("_", " ")}: {now}</button>'


_MOVES: Final = frozenset(Move.model_fields["type"].annotation.__args__)  # type: ignore[union-attr]


async def host_form(request: Request) -> Response:
    """A host commands by a form."""
    desk = served_of(request).desk
    if not is_host(request, desk.room):
        return sentence(403, "This page is for hosts.")
    form = await form_of(request)
    name, _, switched = form.get("do", "").partition(":")
    at = form.get("at", "")
    fields = {"v": 1, "type": name, "at": int(at) if at.isascii() and at.isdigit() and len(at) < 6 else -1}
    try:
        said = Setting.model_validate({**fields, "on": switched == "on"}) if switched else Move.model_validate(fields)
    except ValueError:
        return sentence(400, "This is not a command.")
    answer = await desk.say(said)
    return _back("/host") if answer["type"] == "done" else sentence(409, str(answer["why"]))


def _back(where: str) -> RedirectResponse:
    return RedirectResponse(where, status_code=303, headers=NO_STORE)
