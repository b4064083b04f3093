"""The thesaurus as data: what a concept is, its files (CSV, SKOS), and how both come together with the record."""
