"""THE RECORDS (记录): SQLAlchemy Core over SQLite or PostgreSQL, one repository a room."""
