"""What a user types: one small file a command, put together in :mod:`committee.commands.app`."""
