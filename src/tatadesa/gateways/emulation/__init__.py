"""What the emulators share: a small HTTP server, faults on request, a page for people. No Django, no third party."""
