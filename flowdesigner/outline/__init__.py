"""The tree: a call's way through a flow step by step, always in step with the canvas."""
