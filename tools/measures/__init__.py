"""The parts of the bench: what is measured, by whom, and what it is compared with."""
