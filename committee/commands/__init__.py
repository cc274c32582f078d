"""What a user types: one small file for each command, put together in :mod:`committee.commands.app`."""
