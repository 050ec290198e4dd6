"""Storage: Piccolo tables, migrations, engines, and the writer of everything that happens in a chat."""
