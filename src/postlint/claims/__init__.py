"""Which sentences of a post assert something that wants a source, and which source stands beside them.

The rooms, in the order in which a sentence goes through them: `units` (what is looked at), `lexicon` and `tokens` (the
words of a language, a sentence as tokens), `quantities` and `attributions` (what is found), `magnitude`, `exceptions`,
`own_data` and `first_person` (what is surely no claim), `judge` (the order of these questions), `sources`, `notes` and
`support` (what stands beside it), `context`, `surroundings`, `carry_over`, `author` and `discourse` (what stands around
it), `features` and `weighing` (what speaks for and against the rest), `candidates` (all of it over a document).
"""
