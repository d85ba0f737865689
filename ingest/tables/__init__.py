"""Tables on a page: by their rules, by the alignment of their words."""
