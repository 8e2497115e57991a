"""Pages, each with its template beside it."""
