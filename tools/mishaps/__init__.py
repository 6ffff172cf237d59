"""What `tools/faults.py` makes go wrong: each fault, the people it happens to, what is counted."""
