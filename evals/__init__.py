"""Scores on public sets and on the example case, and the gate that holds them."""
