"""Which sentences of a post assert something that wants a source, and which source stands beside them.

The modules, in the order in which a sentence goes through them: `units` (what is looked at), `lexicon`, `tokens` and
`shapes` (the words of a language, a sentence as tokens, patterns over these), `quantities` and `attributions` (what is
found), `subjects` (whom it is about), `context` (what stands around it), `figures` (what is surely no claim), `judge`
(the order of these questions) with its `judgement`, `sources`, `notes` and `support` (what stands beside it),
`features` and `weighing` (what speaks for and against the rest), `doubts` (what is never a warning),
`candidates` (all of it over a document).
"""
