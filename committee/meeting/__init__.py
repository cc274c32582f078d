"""What happens: the floor, speech, persuasion, the call, and the meeting that holds row after row."""
