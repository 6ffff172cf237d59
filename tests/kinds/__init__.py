"""Activity kinds that only tests know of: they prove that a new kind changes no other file."""
