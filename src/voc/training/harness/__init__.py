"""Measures models on labelled texts: what is asked, what was answered, what that comes to."""
