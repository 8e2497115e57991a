"""What the applications of an office tell: how many, how long, how late, from where. Changes nothing of theirs."""
