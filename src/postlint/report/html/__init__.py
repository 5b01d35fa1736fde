"""The report as a page to look at: posts as readers see them, with findings at their places, and pictures of the site.

`post_view` turns a document into plain values, where it is linted; all else is made of these values, the facts of the
site and the findings. Texts of posts reach a page only through escaping: as `Run` of an article, or by the templates.
"""
