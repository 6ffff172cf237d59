"""The domain of Drumbeat: what happens in the room. Imports neither Flask nor sockets."""
