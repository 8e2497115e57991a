"""Signing with a certificate of the signer's own; see docs/signing.md."""
