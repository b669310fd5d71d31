"""Tables in files, as a system or a holder delivers them: CSV files, and the sheets of workbooks."""
