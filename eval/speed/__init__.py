"""How fast: ours and the LangChain tutorial, timed in turn on the same machine in one run."""
