"""The national message standard iWmo/iJw: definitions, codec, rules. Usable without the web application."""
