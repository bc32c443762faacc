"""The graph as tools for a language model (Model Context Protocol): reading only, within limits, with the evidence of every claim."""
