"""Seasons in the window: which there are, and what a page shows of one."""
