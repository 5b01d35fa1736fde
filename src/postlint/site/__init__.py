"""The whole site: the facts of each post, its address, and the targets of its links."""
