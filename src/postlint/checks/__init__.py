"""The check functions: each looks at one document and yields hits; severity, messages and options are on its card."""
