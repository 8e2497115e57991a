"""BSrE's Esign Client Service, versions 1 and 2; see docs/signing.md."""
