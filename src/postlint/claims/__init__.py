"""Which sentences of a post assert something that wants a source, and which source stands beside them.

The rooms: `lexicon` (cue words of a language), `reading` (a sentence as tokens), `quantities`, `evidence` and
`attributions` (what is found), `context`, `frames`, `own_data` and `weights` (what is no claim), `judge` (the order of
these questions), `notes` and `support` (the sources), `units` and `candidates` (all of it over a document).
"""
