"""How app.py serves a room on this machine: the socket it listens on, each phone's line."""
