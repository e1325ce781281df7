"""Where everything is kept: one store on SQLite and PostgreSQL."""
