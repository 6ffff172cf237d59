"""The phone: its pages and its door. Knows nothing of the facilitator's side."""
