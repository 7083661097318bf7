"""The nouns: SQLModel tables and closed sets. No queries."""
