"""What we write: whole files, and where they may go. It knows no model, so the window can use it too."""

from committee.archive.outputs import may_write
from committee.archive.whole import whole_file, write_whole

__all__ = ["may_write", "whole_file", "write_whole"]
