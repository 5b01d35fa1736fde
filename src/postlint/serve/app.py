"""The application: pages of the live site, the stream of its changes, images of posts, and acts."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from functools import partial
from mimetypes import guess_type
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from postlint.data.reading import read_bytes
from postlint.report.html.environment import template
from postlint.report.html.pages import How
from postlint.serve.acts import act
from postlint.serve.guard import App, Guard
from postlint.serve.live_site import LiveSite
from postlint.serve.shown import Shown, version_on_disk

Result = TypeVar("Result")
#: sets of absolute paths of changed files, as they are saved
Changes = Callable[[], AsyncIterator[set[str]]]

#: in bytes
_LARGEST_REQUEST = 1 << 14
_LARGEST_IMAGE = 1 << 25
#: seconds between signs of life of a stream
_PULSE = 15.0
#: seconds without a save after which the rules about the site run: those of a large one take the processor for a while
_PAUSE = 1.0
#: an image is shown and never run, though it is an SVG with a script that someone opens by its address
_IMAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


class Server:
    """The answers to requests. The site is changed by one thread at a time; pages show it as it is, and do not wait."""

    def __init__(self, site: LiveSite, changes: Changes, *, token: str, host: str, editor: str = "") -> None:
        self._site = site
        self._changes = changes
        self._editor = editor
        self._lock = asyncio.Lock()
        self._listeners: set[asyncio.Queue[str]] = set()
        self._later: asyncio.Task[None] | None = None
        self._logged: set[str] = set()
        routes = [
            Route("/", self._first),
            Route("/post/{ident}", self._post),
            Route("/image/{ident}", self._image),
            Route("/events", self._events),
            Route("/favicon.ico", lambda request: Response(status_code=204)),
            Route("/act", self._act, methods=["POST"]),
        ]
        self.app: App = Guard(Starlette(routes=routes, lifespan=self._lifespan), token, host)

    async def _change(self, work: Callable[[], Result]) -> Result:
        async with self._lock:
            return await run_in_threadpool(work)

    # -- pages ------------------------------------------------------------------------------------------

    async def _first(self, request: Request) -> Response:
        def render() -> str:
            shown = self._site.shown
            return str(template("index.html").render(view=shown.overview, **_names(shown)))

        return HTMLResponse(await run_in_threadpool(render))

    async def _post(self, request: Request) -> Response:
        ident = request.path_params["ident"]

        def render() -> str | None:
            shown = self._site.shown
            page = shown.page(ident)
            if page is None:
                return None
            self._site.see(page.path)
            version, image = version_on_disk(page.path), partial(_image_address, shown)
            return str(template("post.html").render(page=page, version=version, image=image, **_names(shown)))

        text = await run_in_threadpool(render)
        return HTMLResponse(text) if text is not None else PlainTextResponse("There is no such post.\n", 404)

    async def _image(self, request: Request) -> Response:
        """An image of a post, where its generator finds it within the folder of the site."""
        shown = self._site.shown
        path = shown.path_of(request.path_params["ident"])
        file = shown.image_file(path, request.query_params.get("url", "")) if path is not None else None
        if file is None:
            return PlainTextResponse("There is no such image.\n", 404)
        try:
            content = await run_in_threadpool(read_bytes, file, _LARGEST_IMAGE)
        except OSError:
            return PlainTextResponse("There is no such image.\n", 404)
        kind = guess_type(Path(file).name)[0] or "application/octet-stream"
        return Response(content, media_type=kind, headers={"content-security-policy": _IMAGE_POLICY})

    # -- acts -------------------------------------------------------------------------------------------

    async def _act(self, request: Request) -> Response:
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > _LARGEST_REQUEST:
                return JSONResponse({"ok": False, "message": "The request is too long."}, 413)
        try:
            wanted = json.loads(body)
        except (ValueError, RecursionError):
            wanted = None
        if not isinstance(wanted, dict):
            return JSONResponse({"ok": False, "message": "The request is no JSON object."}, 400)
        done = await self._change(lambda: act(self._site, wanted, self._editor))
        if done.changed:  # at once, not when the change of the file is seen
            await self._follow({os.path.abspath(done.changed)})  # noqa: PTH100 - a link stays one
        return JSONResponse({"ok": done.ok, "message": done.message}, 200 if done.ok else 409)

    # -- changes ----------------------------------------------------------------------------------------

    async def _events(self, request: Request) -> Response:
        """The stream of changes: ids of the posts whose pages are others now."""
        queue: asyncio.Queue[str] = asyncio.Queue()
        self._listeners.add(queue)

        async def stream() -> AsyncIterator[str]:
            try:
                yield "retry: 1000\n\n"
                while True:
                    try:
                        yield f"data: {await asyncio.wait_for(queue.get(), _PULSE)}\n\n"
                    except TimeoutError:
                        yield ": alive\n\n"
            finally:
                self._listeners.discard(queue)

        return StreamingResponse(stream(), media_type="text/event-stream")

    def _send(self, idents: Iterable[str], *, all_posts: bool = False) -> None:
        """Send the ids of posts whose pages are others now to the open pages; `all_posts`: any page may be another."""
        message = json.dumps({"posts": sorted(set(idents)), "all": all_posts})
        for queue in self._listeners:
            queue.put_nowait(message)

    @asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(self._watch()), asyncio.create_task(self._change(self._site.warm_up))]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            if self._later is not None:
                self._later.cancel()

    async def _watch(self) -> None:
        """Follow the files as they are saved."""
        async for paths in self._changes():
            try:
                await self._follow(paths)
            except Exception as error:  # a broken configuration: the next save may mend it
                self._send(())
                self._log(error)

    async def _follow(self, paths: set[str]) -> None:
        """First the saved posts, then, when no other save has come meanwhile, the site."""
        if all(path in self._site.shown.names.by_absolute and Path(path).exists() for path in paths):
            found = await self._change(lambda: self._site.update(paths))
            if not found:  # the change of an act, which was followed at once
                return
            self._send(found)
        else:
            await self._change(lambda: self._site.reload(paths))
            self._send((), all_posts=True)
        if self._later is not None:
            self._later.cancel()
        self._later = asyncio.create_task(self._update_site())

    async def _update_site(self) -> None:
        """Run the rules about the site beside all else, and then take what they found."""
        await asyncio.sleep(_PAUSE)
        try:
            work = await self._change(self._site.site_work)
            news = await run_in_threadpool(work.news)
            found = await self._change(lambda: self._site.update_site(work, news))
        except Exception as error:  # nobody awaits this task
            self._log(error)
            return
        if found is not None:
            self._send(found)

    def _log(self, error: Exception) -> None:
        """Name what went wrong on the terminal, once: each save may bring the same again."""
        sentence = f"postlint: {type(error).__name__}: {error}"
        if sentence not in self._logged:
            self._logged.add(sentence)
            print(sentence, file=sys.stderr)


def _names(shown: Shown) -> dict[str, Any]:
    return How("live", shown.names.addresses, home="/").names()


def _image_address(shown: Shown, ident: str, url: str) -> str:
    """The address of an image of a post; "" when there is no such file."""
    path = shown.path_of(ident)
    found = shown.image_file(path, url) if path is not None else None
    return f"/image/{ident}?url={quote(url, safe='')}" if found is not None else ""
