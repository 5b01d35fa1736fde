"""Which sentences of a post assert something that wants a source, and which source stands beside them.

The rooms: `lexicon` (cue words of a language), `reading` (a sentence as tokens), `quantities` and `attributions` (what
is found), `frames` and `weights` (what is no claim), `judge` (the order of these questions), `support` (the sources) and
`candidates` (all of it over a document).
"""
