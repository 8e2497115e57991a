"""What everybody may know about how an office serves: open to search engines and caches, without anybody's session."""
