"""Speed as ratios: both sides in one interleaved run, the median of several rounds."""
