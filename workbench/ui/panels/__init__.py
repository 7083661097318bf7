"""The parts of the window: each owns its widgets and says by signals what the user did."""
