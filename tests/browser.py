"""A browser that opens a page and answers questions about it. Tests that need one are skipped where none is installed."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import choreographer
import pytest
from choreographer.errors import ChromeNotFoundError

Ask = Callable[..., tuple[Any, list[str]]]
_CODES = {"Tab": 9}


@contextmanager
def opened() -> Iterator[Ask]:
    """ask(address, expression, width=…, scripted=…, keys=…): its value in the loaded page, and every address that was asked for."""
    loop, browser = asyncio.new_event_loop(), None
    try:
        browser = choreographer.Browser(headless=True, enable_gpu=False, enable_sandbox=False)
        loop.run_until_complete(browser.open())
    except ChromeNotFoundError:
        pytest.skip("这台机器上没有 Chromium 或 Chrome")
    try:
        yield lambda address, question, **how: loop.run_until_complete(_asked(browser, address, question, **how))
    finally:
        loop.run_until_complete(browser.close())
        loop.close()


async def _asked(browser: choreographer.Browser, address: str, question: str, *, width: int = 1280, scripted: bool = True,
                 keys: tuple[str, ...] = ()) -> tuple[Any, list[str]]:
    tab = await browser.create_tab("about:blank")
    requests: list[str] = []

    async def note(event: dict[str, Any]) -> None:
        requests.append(event["params"]["request"]["url"])

    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
    for command, values in (("Emulation.setDeviceMetricsOverride", size), ("Emulation.setFocusEmulationEnabled", {"enabled": True}),
                            ("Emulation.setScriptExecutionDisabled", {"value": not scripted}), ("Network.enable", {}), ("Page.enable", {})):
        await tab.send_command(command, values)
    tab.subscribe("Network.requestWillBeSent", note)
    loaded = tab.subscribe_once("Page.loadEventFired")
    await tab.send_command("Page.navigate", {"url": address})
    await loaded
    for key in keys:
        for kind in ("rawKeyDown", "keyUp"):
            await tab.send_command("Input.dispatchKeyEvent", {"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": _CODES[key]})
    answer = await tab.send_command("Runtime.evaluate", {"expression": question, "returnByValue": True, "awaitPromise": True})
    await browser.close_tab(tab)
    return answer["result"]["result"].get("value", answer["result"]), requests
