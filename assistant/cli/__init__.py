"""The command line: thin commands over the assistant, one module each."""
