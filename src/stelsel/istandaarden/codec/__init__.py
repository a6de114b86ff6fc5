"""XML to values and back, behind one hardened parser and a schema generated from our own definitions."""

from stelsel.istandaarden.codec.lezen import parse_bericht
from stelsel.istandaarden.codec.parser import LIMIET_BYTES, OnleesbaarBericht
from stelsel.istandaarden.codec.schrijven import write_bericht

__all__ = ["LIMIET_BYTES", "OnleesbaarBericht", "parse_bericht", "write_bericht"]
