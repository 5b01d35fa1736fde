"""Tell: a finished report becomes text, JSON or annotations. Only renders; opens no file and decides nothing."""
