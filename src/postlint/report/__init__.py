"""Renders results as text, JSON, annotations and other formats. It opens no file and makes no decisions."""
