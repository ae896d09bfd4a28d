"""The post: how something leaves the house. Every channel has the same shape."""
