"""The record: what a report is, and how a file becomes linked sections."""
