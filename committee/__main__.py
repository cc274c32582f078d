"""``python -m committee`` and the ``committee`` command."""

from __future__ import annotations

from committee.commands.app import main

if __name__ == "__main__":
    main()
