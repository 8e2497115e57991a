"""The pages of registration, one file per step."""
