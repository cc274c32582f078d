"""What is written: whole files, and where one may be put. It knows no model, so the window may use it too."""

from committee.archive.outputs import may_write
from committee.archive.whole import whole_file, write_whole

__all__ = ["may_write", "whole_file", "write_whole"]
