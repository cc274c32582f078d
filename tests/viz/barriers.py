"""What on a page bars people who see less, see no color, or use no mouse."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe

GRAVE = """async ([within, options]) => {
  const mild = { region: { enabled: false }, 'landmark-unique': { enabled: false } };
  const asked = { resultTypes: ['violations'], ...(options.runOnly ? {} : { rules: mild }), ...options };
  const { violations } = await axe.run(within ?? document, asked);
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => [id, nodes.slice(0, 4).map(({ html }) => html.slice(0, 140))]);
}"""


def barriers(page: Any, within: str | None = None, **options: Any) -> list[Any]:
    """Every serious or critical fault that axe finds, with the first places of it.

    Two rules whose faults are never that grave are left out, since they take a quarter of the time.

    ``within`` is a selector of the part to look at, ``options`` are those of axe. Only what was found leaves the
    page: all that was looked at is megabytes.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    faults: list[Any] = page.evaluate(GRAVE, [within, options])
    return faults
