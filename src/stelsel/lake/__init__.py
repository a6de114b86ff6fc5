"""Table contracts, pseudonyms, engines and intake of the analytical store. No persons here."""
