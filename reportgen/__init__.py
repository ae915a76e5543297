"""reportgen: vocational-education quality reports whose every number comes from a frozen snapshot."""

__version__ = "0.1.0"
