"""Judge: each function here asks one question of a document; its card says the rest."""
