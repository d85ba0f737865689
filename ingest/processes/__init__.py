"""Processes of our own: forked at little cost, limited in time and memory, never outliving who began them."""
