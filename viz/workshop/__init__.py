"""The workshop: an audience votes on its phones before the room does, and sees afterward what happened and why."""
