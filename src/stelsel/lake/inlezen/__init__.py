"""Claim lines of another system, brought in by hand: looked at, mapped, read, converted, published.

The steps are apart, so that a person can agree with each: `leeswijze` guesses how the file is written,
`koppeling` which column means what, `lezen` reads it into lines under pseudonyms, `omrekening` brings old
units and ways of paying to the common ones, `overname` publishes them, or takes them back.
"""
