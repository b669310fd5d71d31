"""The pages of the exports rooms."""
