"""The search contract for programs."""
