"""What leaves the room on paper and in files: facts become an outline, an outline becomes a file.

Nothing here reads a database; each export library is imported in one file.
"""
