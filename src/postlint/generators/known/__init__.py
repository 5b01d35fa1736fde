"""One module for each generator: addresses (`pages`) and front matter keys (`keys`) from the site's configuration.

The module has the name of the preset, with ``_`` for ``-``; `overlay` imports it. It is optional.
"""
