"""Dates and hours as people write them in a reply, in five languages: "by Friday noon", "senast onsdag", "2.12."."""

from nlp.dates.find import Moment, find_moments

__all__ = ["Moment", "find_moments"]
