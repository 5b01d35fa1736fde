"""`postlint serve`: the report as pages on this machine, which follow the posts as they are saved."""
