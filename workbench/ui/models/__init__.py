"""Lists of the desk as Qt models."""
