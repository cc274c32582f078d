"""The machine below: files as they are found and put in place, child processes, the scenarios that are shipped.

Nothing here knows what a file means. See this folder's README.
"""
