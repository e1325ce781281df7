"""From single wishes to cards a product manager decides by."""
