"""The datum in each shape, from document to finding: frozen values without behaviour."""
