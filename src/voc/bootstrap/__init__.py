"""The one place that joins ports to adapters, and the settings it does it by."""
