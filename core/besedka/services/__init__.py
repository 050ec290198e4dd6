"""Use cases: what people do, told to the writer or read from the database."""
