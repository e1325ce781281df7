"""Measures of discovery, with truth to hold it against."""
