"""The catalogue for machines: descriptions of public services, the feed of changes, and the page that tells of them."""
