"""The simulated phones that `tools/crowd.py` plays: what they see, want, say and count."""
