"""The room in a real Chromium: one console, one projector, some phones."""
