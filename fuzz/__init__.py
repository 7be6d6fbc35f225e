"""Bytes that nobody saved -> a reader, to see that it holds its laws and never falls over."""
