"""The machine below: reading files, putting files in place, child processes, the shipped scenarios.

Nothing here knows what a file means. See this folder's README.
"""
