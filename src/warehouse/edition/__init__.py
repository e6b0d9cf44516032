"""The yearly update: begin an edition, fill it in, look at it, compare it with the one before."""
